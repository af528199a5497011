/** Folds a text for comparison of its words. Pure. */

const invisible = /\p{Cf}|\u034F|\u115F|\u1160|\u3164|\uFFA0/gu;
/** The text without invisible characters. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}

const plain = /^[\x20-\x7e]*$/;

/**
 * The text in lower case, without accents and invisible characters. Every dash becomes `-`, every blank a space, and
 * letters in another form (full width) become the usual ones.
 */
export function foldedText(text: string): string {
  if (plain.test(text)) return text.toLowerCase().trim();
  return text
    .normalize('NFKD')
    .replace(invisible, '')
    .replace(/\p{Mn}/gu, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[^\S\n]/gu, ' ')
    .toLowerCase()
    .replaceAll('ı', 'i')
    .trim();
}

/** The text in lower case without invisible characters. Its letters keep their accents. */
export function composedText(text: string): string {
  return text.normalize('NFKC').replace(invisible, '').toLowerCase().trim();
}
