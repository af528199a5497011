/** Ends connections on which a request goes on after it was answered. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** How long the rest of a request is waited for, in ms. */
export const patienceMs = 5_000;

/** How much of a body is read, and thrown away, after the answer, in bytes: cut off sooner, some clients lose the answer. */
const readAfterAnswer = 1_000_000;

/** Closes the connection where the request is not there as a whole within `patience` ms after its answer. */
export function cutOffAfterAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  patience: number,
): void {
  response.once('finish', () => {
    if (request.complete || request.destroyed) return;
    const { socket } = request;
    const hangUp = () => socket.destroy();
    const late = setTimeout(hangUp, patience).unref();
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
