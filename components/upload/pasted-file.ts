/** Pasted text as a file. The date 0 means that its date is not known. */
export function pastedFile(text: string): File {
  return new File([text], 'pasted.csv', { type: 'text/csv', lastModified: 0 });
}
