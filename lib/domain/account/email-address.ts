/** The forms in which e-mail addresses are compared: the one home for whether two addresses are the same. Pure. */
import { composedText } from '#lib/domain/text/folded-text';
import { withLetters } from '#lib/domain/text/international-domain';

/** An address of plain characters without an ASCII form of other letters in its domain: nearly every one. */
const plain = /^(?!.*xn--)[\x20-\x7e]*$/i;

/**
 * Normalises an address for comparison. Two addresses with the same form are the same address: case, the composition of
 * accents, and the two spellings of an international domain do not matter.
 */
export function addressOf(email: string): string {
  const trimmed = email.trim();
  if (plain.test(trimmed)) return withoutLastDot(trimmed.toLowerCase());
  const at = trimmed.lastIndexOf('@');
  if (at < 0) return uncased(trimmed);
  return `${uncased(trimmed.slice(0, at))}@${domainOf(trimmed.slice(at + 1))}`;
}

/**
 * Normalises an address for guards. Two addresses with the same form look the same, and may be: full-width letters,
 * invisible characters and letters that become others in upper case do not matter either. A guard protects both.
 */
export function addressLikeness(email: string): string {
  if (plain.test(email)) return withoutLastDot(email.trim().toLowerCase());
  const composed = composedText(email).replaceAll('。', '.');
  return withoutLastDot(uncased(withLetters(composed).toUpperCase()));
}

/** The domain in lower case and in its own letters. The names of domains know no full-width letters [UTS 46]. */
export function domainOf(text: string): string {
  if (plain.test(text)) return withoutLastDot(text.trim().toLowerCase());
  const composed = text.trim().normalize('NFKC').replaceAll('。', '.').toLowerCase();
  return withoutLastDot(uncased(withLetters(composed)));
}

/** The text in lower case, with composed accents. Which sigma ends a word is not a matter of case. */
const uncased = (text: string): string => text.toLowerCase().normalize('NFC').replaceAll('ς', 'σ');

/** A full stop after a domain only says that it is whole. */
const withoutLastDot = (text: string): string => text.replace(/\.+$/, '');
