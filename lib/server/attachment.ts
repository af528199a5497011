/** A file to download, which no browser shows as a page of ours. */
export function attachment(text: string, type: string, fileName: string): Response {
  return new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
    },
  });
}
