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
