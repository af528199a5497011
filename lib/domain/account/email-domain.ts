/** The two parts of an e-mail address. The last @ divides them: a quoted local part may have one of its own [RFC 5321]. */

/** What comes after the @, in lower case; empty where there is no @. */
export function emailDomain(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0
    ? ''
    : email
        .slice(at + 1)
        .trim()
        .toLowerCase();
}

/** What comes before the @; the whole text where there is none. */
export function emailLocalPart(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? email : email.slice(0, at);
}
