/**
 * Sends changes one after the other. Changes that arrive while one is being sent are merged, and follow together; of
 * two values for one key the later counts. Failures are ignored.
 */
export function mergedSending<T extends object>(send: (change: T) => Promise<unknown>): (change: T) => void {
  let waiting: T | null = null;
  let isSending = false;
  async function sendAll(): Promise<void> {
    isSending = true;
    while (waiting) {
      const change = waiting;
      waiting = null;
      await send(change).catch(() => undefined);
    }
    isSending = false;
  }
  return (change) => {
    waiting = { ...waiting, ...change };
    if (!isSending) void sendAll();
  };
}
