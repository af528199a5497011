/**
 * The format of an organisation API key: one rule for the environment, the page, files and the check before sending.
 */
import { whole } from '#lib/domain/text/whole';

/**
 * Maximum length of a key, in characters. Known keys have about 200 [INFER]. Servers commonly refuse more than 8 KB of
 * headers, and the key is part of one.
 */
export const longestApiKey = 4_096;

/** Minimum length of a key, in characters. A shorter text is only a part of one. */
const shortestApiKey = 8;

/** A problem of a value, as the end of a sentence about it ("has …"), with a hint. Never contains the value. */
export interface ValueFault {
  what: string;
  hint: string;
}

/**
 * The reason why a trimmed text is not an organisation API key; null if it may be one. Keys vary, so this refuses only
 * what cannot be sent (a bearer token is visible ASCII without blanks) and what clearly belongs to the text around a
 * key.
 */
export function apiKeyFault(text: string): ValueFault | null {
  if (text === '') return { what: 'is empty', hint: copyAgain };
  for (const [pattern, what, hint] of surroundings) if (pattern.test(text)) return { what, hint };
  if (/[^\x21-\x7e]/.test(text)) {
    return { what: 'has a blank, a line break or another character that no API key has', hint: copyAgain };
  }
  if (text.length < shortestApiKey) return { what: 'is too short to be an API key', hint: copyAgain };
  if (text.length <= longestApiKey) return null;
  return { what: `has more than ${whole(longestApiKey)} characters`, hint: copyAgain };
}

const copyAgain = 'Copy the key again, in one piece, exactly as admin.atlassian.com showed it.';

/**
 * Patterns for text around a key, with the problem and the hint. The pattern for a variable name allows no digits: an
 * Atlassian key itself contains an "=", but with a digit before it.
 */
const surroundings: readonly (readonly [RegExp, string, string])[] = [
  [
    /^(?:authorization\s*:\s*)?bearer\b/i,
    'has the word “Bearer” before it',
    'Leave that word out: Lockstep adds it.',
  ],
  [
    /^["'$]?[a-z_ .:-]{0,60}(?:key|token|secret)["']?\s*[=:]/i,
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

/** The hint for every key of the wrong kind [CODE]. */
export const connectUnscoped =
  'Create an organisation API key without scopes at admin.atlassian.com → Settings → API keys, and connect with it.';
