/**
 * Finds characters that make a text look like another one: invisible ones, ones that change the direction of text, and
 * letters that look like those of another script. A page makes them visible. Pure.
 */

interface TextPart {
  text: string;
  /** The kind of odd character, as a label; null for ordinary text. A hidden part is shown by its code. */
  odd: { kind: 'hidden' | 'look-alike'; code: string; label: string } | null;
}

const plain = /^[\x20-\x7E\u00C0-\u024F]*$/;
const hidden = /\p{Cc}|\p{Cf}|\u034F|\u115F|\u1160|\u17B4|\u17B5|\u2800|\u3164|\uFFA0/u;
const turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
const joiner = /[\u200C\u200D]/;
/** A joiner between these belongs to the word: some scripts and composed emoji need it. */
const joined =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Extended_Pictographic}]|[\u{1F3FB}-\u{1F3FF}]|\uFE0F/u;
const latin = /\p{Script=Latin}/u;
/** Scripts with letters that look like Latin ones. */
const similar =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}\p{Script=Coptic}]/u;
/** Latin letters and digits in another form: full width, mathematical. */
const dressed = /[\uFF01-\uFF5E\u{1D400}-\u{1D7FF}]/u;
const letter = /[\p{L}\p{N}]/u;

/** Splits a text into parts. `address`: an e-mail address, in which any letter of a similar script is odd. */
export function partsOf(text: string, address = false): TextPart[] {
  if (plain.test(text)) return text === '' ? [] : [{ text, odd: null }];
  const characters = [...text];
  const mixed = address ? null : mixedWords(characters);
  const parts: TextPart[] = [];
  characters.forEach((character, at) => {
    const odd = oddity(character, characters[at - 1] ?? '', characters[at + 1] ?? '', mixed?.[at] ?? address);
    const last = parts.at(-1);
    if (odd === null && last?.odd === null) last.text += character;
    else parts.push({ text: character, odd });
  });
  return parts;
}

/** The text with the codes of hidden characters, for places that accept only plain text. */
export function revealed(text: string): string {
  if (plain.test(text)) return text;
  return partsOf(text)
    .map((part) => (part.odd?.kind === 'hidden' ? `⟨${part.odd.code}⟩` : part.text))
    .join('');
}

/** The codes of the characters in a text that cannot be seen, each once, such as `U+200B`. */
export function hiddenIn(text: string): string[] {
  if (plain.test(text)) return [];
  return [...new Set(partsOf(text).flatMap(({ odd }) => (odd?.kind === 'hidden' ? odd.code : [])))];
}

/** UTF-8 of Latin letters and of punctuation, read as Windows-1252 or Latin-1: `Ã©` for é, `â€™` for ’. */
const twice = /Ã[\u0080-\u00BF\u0152-\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]|â€|Â[\u00A1-\u00BF]/;

/** Whether a text seems to have been read in the wrong encoding and written again. */
export function isGarbled(text: string): boolean {
  return twice.test(text);
}

function oddity(character: string, before: string, after: string, suspicious: boolean): TextPart['odd'] {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  if (hidden.test(character)) {
    if (joiner.test(character) && joined.test(before) && joined.test(after)) return null;
    const label = turning.test(character) ? 'turns the direction of the text' : 'cannot be seen';
    return { kind: 'hidden', code, label: `${code}, a character that ${label}` };
  }
  if (dressed.test(character)) {
    const as = character.normalize('NFKC');
    return { kind: 'look-alike', code, label: `${code}, which looks like “${as}” but is another character` };
  }
  if (suspicious && similar.test(character)) {
    return {
      kind: 'look-alike',
      code,
      label: `${code}, a letter of another script that may look like a Latin one`,
    };
  }
  return null;
}

/** Finds for each character whether it is part of a word that mixes Latin letters with those of a similar script. */
function mixedWords(characters: readonly string[]): boolean[] {
  const mixed = characters.map(() => false);
  let start = 0;
  for (let at = 0; at <= characters.length; at += 1) {
    const character = characters[at];
    if (character !== undefined && letter.test(character)) continue;
    const word = characters.slice(start, at);
    if (word.some((each) => latin.test(each)) && word.some((each) => similar.test(each))) {
      mixed.fill(true, start, at);
    }
    start = at + 1;
  }
  return mixed;
}
