/**
 * Sends values one after the other. Of the values that arrive while one is being sent, only the last one follows.
 * Failures are ignored.
 */
export function latestWins<T>(send: (value: T) => Promise<unknown>): (value: T) => void {
  let waiting: { value: T } | null = null;
  let isSending = false;
  async function sendAll(): Promise<void> {
    isSending = true;
    while (waiting) {
      const { value } = waiting;
      waiting = null;
      await send(value).catch(() => undefined);
    }
    isSending = false;
  }
  return (value) => {
    waiting = { value };
    if (!isSending) void sendAll();
  };
}
