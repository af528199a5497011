import { piecesBody } from '#lib/server/http/pieces-response';

/** A file to download, which no browser shows as a page of ours; a long one comes in pieces. */
export function attachment(text: string | Generator<string>, type: string, fileName: string): Response {
  return new Response(typeof text === 'string' ? text : piecesBody(text), {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    },
  });
}
