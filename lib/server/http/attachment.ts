import { piecesBody } from '#lib/server/http/pieces-response';

/** A file to download. No browser shows it as one of our pages. A long one is sent in pieces. */
export function attachment(text: string | Generator<string>, type: string, fileName: string): Response {
  return new Response(typeof text === 'string' ? text : piecesBody(text), {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    },
  });
}

/** A file of bytes to download, sent as they are made. */
export function attachedBytes(bytes: AsyncGenerator<Uint8Array>, type: string, fileName: string): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await bytes.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await bytes.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    },
  });
}
