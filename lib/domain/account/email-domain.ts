/**
 * The form of an e-mail address, and its two parts. The last @ divides them, since a quoted local part may contain
 * another [RFC 5321].
 */
import { domainOf } from '#lib/domain/account/email-address';
import { partsOf } from '#lib/domain/text/odd-characters';

/** The part after the @, in the form in which domains are compared; empty if there is no @. */
export function emailDomain(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? '' : domainOf(email.slice(at + 1));
}

/** The part before the @; the whole text if there is none. */
export function emailLocalPart(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? email : email.slice(0, at);
}

/**
 * No quotes, brackets, delimiters or colons: those are signs of a list, of a link or of a cell with unbalanced quotes.
 */
const email = /^[^\s@"<>()[\]\\,;:|]+@[^\s@"'<>()[\]\\,;:|]+\.[^\s@"'<>()[\]\\,;:|]+$/;

/** Whether a text has the form of an e-mail address. */
export function isEmail(text: string): boolean {
  return email.test(text);
}

const plainAddress = /^[\w.+-]+@(?:[\w-]+\.)+[\w-]+$/;

/**
 * What is unusual about an e-mail address, as the end of a sentence that begins with the address; null if nothing is.
 * The author of a rule about this address or its domain may have another spelling in mind.
 */
export function emailOddity(text: string): string | null {
  if (plainAddress.test(text)) return null;
  if (!isEmail(text)) return 'does not look like an e-mail address';
  if (/^['`´‘’]/u.test(text)) return 'begins with an apostrophe';
  if (/\.\.|@\.|\.$/.test(text)) return 'has a full stop too many';
  const isMixed = partsOf(text).some(({ odd }) => odd?.kind === 'look-alike');
  return isMixed ? 'has letters of another alphabet among others that look the same' : null;
}
