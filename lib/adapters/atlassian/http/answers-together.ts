/**
 * Delivers all answers of one turn of the event loop together, in their order, once undici has freed their connections.
 * undici frees a connection in the next turn, by an immediate that it sets after it has reported the answer. A caller
 * that went on before that would open another connection. Delivering together also lets the journal write the results
 * of several calls at once: while the disk is slow, more of them arrive in a turn.
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
