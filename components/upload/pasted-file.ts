/** Pasted text as a file: its date is not known, which is what 0 says. */
export function pastedFile(text: string): File {
  return new File([text], 'pasted.csv', { type: 'text/csv', lastModified: 0 });
}
