/** A long answer sent in pieces, each of them made when the one before it was taken. */
import { turn } from '#lib/engine/turns';

const encoder = new TextEncoder();

/**
 * A body that makes one piece a turn of the event loop, and only when the reader has room for it: calls and other
 * requests go on meanwhile, and a slow reader holds no text in memory. A piece that cannot be made ends it with an error.
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

/** A JSON answer in pieces that no cache keeps. */
export function jsonInPieces(pieces: Generator<string>, status = 200): Response {
  return new Response(piecesBody(pieces), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}
