/**
 * Hands over what arrived in the same turn of the event loop together, in its order, once undici has freed the
 * connections: it does so in the next turn, by an immediate that it sets after it has told of an answer, and whoever
 * continued earlier would open another connection. Then the results of several calls are written to the journal at
 * once: while the disk is slow, more of them arrive in a turn.
 */
export function answersTogether(): (handOver: () => void) => void {
  let awaited = 0;
  let arrived: (() => void)[] = [];
  const arrive = (handOver: () => void) => {
    arrived.push(handOver);
    awaited -= 1;
    if (awaited > 0) return;
    const all = arrived;
    arrived = [];
    for (const each of all) each();
  };
  return (handOver) => {
    awaited += 1;
    process.nextTick(() => setImmediate(arrive, handOver));
  };
}
