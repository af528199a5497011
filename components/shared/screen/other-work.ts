/** Long work in pieces, between which the browser draws and listens. */

/** Resolves after other tasks of the page. A timer would wait for 4 ms each time. */
export function otherWork(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
