/**
 * The form of an e-mail address, and its two parts. The last @ divides them, since a quoted local part may contain
 * another [RFC 5321].
 */

/** The part after the @, in lower case; empty if there is no @. */
export function emailDomain(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0
    ? ''
    : email
        .slice(at + 1)
        .trim()
        .toLowerCase();
}

/** The part before the @; the whole text if there is none. */
export function emailLocalPart(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? email : email.slice(0, at);
}

/** No quotes, brackets, delimiters or colons: those are signs of a list, of a link or of a torn cell. */
const email = /^[^\s@"<>()[\]\\,;:|]+@[^\s@"'<>()[\]\\,;:|]+\.[^\s@"'<>()[\]\\,;:|]+$/;

/** Whether a text has the form of an e-mail address. */
export function isEmail(text: string): boolean {
  return email.test(text);
}
