/** The name of a report without its extension, from the header `content-disposition` of its download. */
export function reportFileName(disposition: string | null): string {
  const name = /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? 'lockstep-report.html';
  return name.replace(/\.[a-z]+$/, '');
}
