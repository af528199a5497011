/** Ends connections on which a request is still being sent after it was answered. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The longest time to wait for the rest of a request, in ms. */
export const timeoutMs = 5_000;

/**
 * How many bytes of a body are read and discarded after the answer. If they were cut off sooner, some clients would
 * lose the answer.
 */
const readAfterAnswer = 1_000_000;

/** Closes the connection if the request is not complete within `timeout` ms after its answer. */
export function cutOffAfterAnswer(request: IncomingMessage, response: ServerResponse, timeout: number): void {
  response.once('finish', () => {
    if (request.complete || request.destroyed) return;
    const { socket } = request;
    const hangUp = () => socket.destroy();
    const late = setTimeout(hangUp, timeout).unref();
    let read = 0;
    request.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read > readAfterAnswer) hangUp();
    });
    const through = () => clearTimeout(late);
    request.once('end', through);
    request.once('close', through);
  });
}
