/**
 * The words of a header in one spelling: case, white space of every kind, invisible characters, punctuation, camelCase,
 * plurals and British or American spelling make no difference. Pure.
 */

/** A header as words. Both ways of reading it are given, since `AccountID` and `uSER ID` need different ones. */
interface HeaderWords {
  /** The words, split also where camelCase begins a new one; in canonical terms, joined by spaces. */
  split: string;
  /** The same without regard to capital letters. */
  plain: string;
  /** Whether the last part in brackets is one that is not known, such as `[READ ONLY]`. */
  isQualified: boolean;
  /** Whether words that the header writes as one had to be taken apart, such as `userid`. */
  isGlued: boolean;
}

/** Every word that the grammar of headers knows, with its canonical term. */
const terms = new Map<string, string>([
  ...[
    'access accessed account active activity added address app application at atlassian billable claim claimed created date',
    'display email first for full group id in is last log logged login managed name of on org product role seen session sign',
    'signed status the time to type user utc',
  ]
    .join(' ')
    .split(' ')
    .map((word) => [word, word] as const),
  ['aaid', 'account id'],
  ['app', 'product'],
  ['application', 'product'],
  ['family', 'last'],
  ['given', 'first'],
  ['gmt', 'utc'],
  ['identifier', 'id'],
  ['organisation', 'org'],
  ['organization', 'org'],
  ['surname', 'last name'],
  ['forename', 'first name'],
]);

/**
 * Words that may be in brackets at the end of a header; only the organisation and the product matter for its meaning.
 */
const harmlessQualifier = /^(?:(?:utc(?: \d+)*|atlassian)|(org|product))?$/;

/** A header with something in brackets at its end, such as `Last active date [UTC]`. */
const qualified = /^(.*\S)\s*[([]([^()[\]]*)[)\]]\s*$/su;

/**
 * The text without invisible characters and with every character in its usual form: a no-break space becomes a space.
 */
export function visibleText(text: string): string {
  return text
    .replaceAll(/\p{Cf}/gu, '')
    .normalize('NFKC')
    .trim();
}

/** A header without accents; its capital letters show where words begin. */
export const withoutAccents = (header: string): string => header.normalize('NFKD').replaceAll(/\p{Mn}/gu, '');

/** The words of a header. */
export function headerWords(header: string): HeaderWords {
  const text = visibleText(header)
    .replaceAll(/\((e?s)\)/gi, '$1')
    .replaceAll(/['’]s\b/gi, '');
  const [, body = text, qualifier = ''] = qualified.exec(text) ?? [];
  const harmless = harmlessQualifier.exec(canonical(qualifier).text);
  const isQualified = harmless === null;
  const whole = `${body} ${harmless?.[1] ?? ''}`;
  const plain = canonical(whole);
  const split = canonical(
    whole.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2'),
  );
  return { split: split.text, plain: plain.text, isQualified, isGlued: split.isGlued };
}

/** The canonical terms of a text; a word that is not known stays as it is, in lower case. */
function canonical(text: string): { text: string; isGlued: boolean } {
  const words = text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  let isGlued = false;
  const found = words.map((word) => {
    const term = termOf(word);
    if (term !== null) return term;
    const parts = takenApart(word);
    if (parts === null) return word;
    isGlued = true;
    return parts.join(' ');
  });
  return { text: found.join(' ').replaceAll(/\be mail\b/g, 'email'), isGlued };
}

/** The canonical term of a word in singular or plural; null if it is none. */
function termOf(word: string): string | null {
  return terms.get(word) ?? terms.get(word.replace(/s$/, '')) ?? terms.get(word.replace(/es$/, '')) ?? null;
}

/** Longest word that is taken apart, in characters: two or three words of the grammar. */
const longestGlued = 32;

/** The terms that a word such as `groupname` consists of; null if it does not consist of terms alone. */
function takenApart(word: string): string[] | null {
  if (word.length > longestGlued) return null;
  for (let end = word.length - 1; end >= 2; end -= 1) {
    const first = terms.get(word.slice(0, end));
    if (first === undefined) continue;
    const rest = word.slice(end);
    const last = rest.length < 2 ? null : termOf(rest);
    const others = last === null ? takenApart(rest) : [last];
    if (others !== null) return [first, ...others];
  }
  return null;
}
