/** Sends a long answer in pieces. Each one is made when the previous one was taken. */
import { turn } from '#lib/engine/turns';

const encoder = new TextEncoder();

/**
 * A body that makes one piece per turn of the event loop, and only if the reader has room. So calls and other requests
 * continue, and a slow reader keeps no text in memory. A piece that fails ends the body with an error.
 */
export function piecesBody(pieces: Generator<string>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      await turn();
      const next = pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    cancel() {
      pieces.return(undefined);
    },
  });
}

/** A JSON answer in pieces, which no cache may keep. */
export function jsonInPieces(pieces: Generator<string>, status = 200): Response {
  return new Response(piecesBody(pieces), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}
