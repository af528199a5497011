/** Sends values one after the other; of those that come while one is being sent, only the last. Failures are let go. */
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
