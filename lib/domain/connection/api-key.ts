/** What an organisation API key looks like: the one rule for the environment, the page, a file and the last look. */

/**
 * The longest key that is sent, in characters. Those seen have about 200 [INFER]; servers commonly refuse more than 8 KB
 * of headers, and the key is in one of them.
 */
export const longestApiKey = 4_096;

/** Shorter texts are parts of a key, in characters. */
const shortestApiKey = 8;

/** What is wrong with a value, as the end of a sentence about it ("has …"), and what to do. Never holds the value. */
export interface ValueFault {
  what: string;
  hint: string;
}

/**
 * Why a trimmed text is no organisation API key; null where it may be one. Keys vary, so only what cannot be sent is
 * refused (a bearer token is visible ASCII without blanks), and what surely belongs to something around the key.
 */
export function apiKeyFault(text: string): ValueFault | null {
  if (text === '') return { what: 'is empty', hint: copyAgain };
  for (const [pattern, what, hint] of surroundings) if (pattern.test(text)) return { what, hint };
  if (/[^\x21-\x7e]/.test(text)) {
    return { what: 'has a blank, a line break or another character that no API key has', hint: copyAgain };
  }
  if (text.length < shortestApiKey) return { what: 'is too short to be an API key', hint: copyAgain };
  if (text.length <= longestApiKey) return null;
  return { what: `has more than ${longestApiKey.toLocaleString('en')} characters`, hint: copyAgain };
}

const copyAgain = 'Copy the key again, in one piece, exactly as admin.atlassian.com showed it.';

/** A name has no digit in it here: a key of Atlassian has one before its own "=". */
const surroundings: readonly (readonly [RegExp, string, string])[] = [
  [
    /^(?:authorization\s*:\s*)?bearer\b/i,
    'has the word “Bearer” before it',
    'Leave that word out: Lockstep adds it.',
  ],
  [
    /^["']?[a-z_ ]{0,40}(?:key|token)["']?\s*[=:]/i,
    'has the name of a variable before it',
    'Leave out everything up to the “=” or “:”.',
  ],
  [
    /^[^\s@:]+@[^\s@:]+:/,
    'has an e-mail address before it, as the API token of a person has',
    'Leave the address out. The API token of a person cannot deactivate users: create an organisation API key.',
  ],
  [
    /^["'`“”„‘’«»]|["'`“”„‘’«»]$/,
    'has quotation marks around it',
    'Leave the quotation marks out, the one before the key and the one after it.',
  ],
];

/** What helps against every key that is wrong in kind [CODE]. */
export const connectUnscoped =
  'Create an organisation API key without scopes at admin.atlassian.com → Settings → API keys, and connect with it.';
