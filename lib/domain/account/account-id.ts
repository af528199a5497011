/** Reads account IDs: recognises valid IDs, placeholders and spreadsheet damage. Never repairs anything. */
import { z } from 'zod';
import { hiddenIn, revealed } from '#lib/domain/text/odd-characters';
import { whole } from '#lib/domain/text/whole';

/** Atlassian's ID of a person, in its grammar. It is sent exactly as it was read, upper and lower case included. */
export type AccountId = string & { readonly brand: 'AccountId' };

/** The key by which guards compare accounts. Two IDs that differ only in case have the same key. Never sent. */
export type AccountKey = string & { readonly brand: 'AccountKey' };

/** The content of an account ID cell. `oddity`: what is unusual about an ID that follows the grammar; null if nothing. */
export type AccountIdReading =
  | { ok: true; id: AccountId; oddity: string | null }
  | {
      ok: false;
      code: 'missing-account-id' | 'malformed-account-id' | 'damaged-account-id';
      message: string;
    };

/** The grammar in the official OpenAPI document, anchored [SPEC]. */
const grammar = /^[A-Za-z0-9_|:-]{1,128}$/;

/**
 * 24 hex digits, number:uuid, or qm:… for customers of a help centre (docs/atlassian-api.md#account-ids) [SPEC, DOC].
 */
const knownShape =
  /^(?:[0-9a-f]{24}|\d{3,12}:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|qm:[A-Za-z0-9_|:-]+)$/i;

/**
 * The shape of nearly all IDs. It cannot be a placeholder, a rounded number or a date, so no further checks are needed.
 */
const usualShape = /^\d{3,12}:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const isUsual = (text: string): text is AccountId => usualShape.test(text);

/** What a spreadsheet or a person puts around a whole ID: `'ID`, `'ID'`, `"ID"`, `="ID"`. */
const wrappers = [/^'([^']*)'?$/, /^=?"([^"]*)"$/];

/** Placeholders that programs write for an empty value. */
const nothing = /^(?:|nan|null|none|nil|undefined|n\/a|na|-+)$/i;

/** One digit, an optional fraction, and a power of ten: how spreadsheets write long numbers. */
const scientific = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d{1,3}$/i;
const dates = [
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/,
  /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$/,
  /^\d{1,2}[- ][A-Za-z]{3,9}(?:[- ]\d{2,4})?$/,
  /^[A-Za-z]{3}-\d{2,4}$/,
  /^\d+:\d{2}(?::\d{2})?$/,
];
const spreadsheetWord = /^(?:#[A-Z0-9/]+[?!]?|true|false)$/i;
const fetchAgain = 'Download the export again and upload it without opening it in a spreadsheet.';

const isAccountId = (text: string): text is AccountId => grammar.test(text);

/** A text that is an account ID, as it stands. */
export const accountIdSchema = z.custom<AccountId>(
  (value) => typeof value === 'string' && isAccountId(value),
);

/**
 * The key of an account ID. It is not known whether Atlassian distinguishes IDs by case [INFER]. Guards treat both
 * spellings as one person: the grammar is ASCII, and no two accounts are known to differ by case alone.
 */
export function accountKey(accountId: string): AccountKey {
  return accountId.toLowerCase() as AccountKey;
}

/** The account ID in `text`, without surrounding white space; null if it does not follow the grammar [SPEC]. */
export function parseAccountId(text: string): AccountId | null {
  const trimmed = text.trim();
  return isAccountId(trimmed) ? trimmed : null;
}

/** Whether the text, without surrounding white space, has a known account ID shape. */
export const looksLikeAccountId = (text: string): boolean => knownShape.test(text.trim());

/** The ID of a person if `text` is one in a known form, in any case; else null. */
export function accountIdIn(text: string): AccountId | null {
  if (isUsual(text)) return text;
  return isAccountId(text) && knownShape.test(text) && !isCustomerAccountId(text) ? text : null;
}

/** Whether this is the ID of a help centre customer. No organisation manages such an account [DOC, INFER]. */
export const isCustomerAccountId = (id: AccountId): boolean => /^qm:/i.test(id);

/** Reads the account ID cell of an export, or explains in plain words why it cannot. */
export function readAccountId(cell: string): AccountIdReading {
  const text = unwrapped(cell.trim());
  if (isUsual(text)) return { ok: true, id: text, oddity: null };
  if (nothing.test(text)) {
    return {
      ok: false,
      code: 'missing-account-id',
      message: 'This row has no account ID. Download the export again, or remove the row.',
    };
  }
  const damage = damageOf(text);
  if (damage !== null) return { ok: false, code: 'damaged-account-id', message: damage };
  if (isAccountId(text) && /\d/.test(text)) return { ok: true, id: text, oddity: oddityOf(text) };
  return { ok: false, code: 'malformed-account-id', message: malformation(text) };
}

/** The ID without what a spreadsheet put around it. Only a whole ID is taken out; anything else stays as it is. */
function unwrapped(text: string): string {
  const first = text.charCodeAt(0);
  if (first !== 0x27 && first !== 0x22 && first !== 0x3d) return text;
  for (const wrapper of wrappers) {
    const inside = wrapper.exec(text)?.[1]?.trim() ?? '';
    if (knownShape.test(inside)) return inside;
  }
  return text;
}

/** What is unusual about an ID, as the beginning of a sentence; null if it has a known shape. */
function oddityOf(text: string): string | null {
  const shown = `“${clip(text)}”`;
  if (knownShape.test(text)) {
    if (text === text.toLowerCase() || /^qm:/i.test(text)) return null;
    return `${shown} has capital letters, and account IDs have none: something has changed this one.`;
  }
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)) {
    return `${shown} is the ID of another system, or an account ID without its first part.`;
  }
  if (/^(?:[0-9a-f]{6,23}|\d{1,12}:[0-9a-f-]{0,35})$/i.test(text)) {
    return `${shown} looks like an account ID that was cut off.`;
  }
  return `${shown} could be an account ID, but has none of the usual forms.`;
}

function damageOf(text: string): string | null {
  const shown = clip(text);
  if (scientific.test(text) && !knownShape.test(text)) {
    return `“${shown}” is a rounded number: a spreadsheet has changed the account ID, and digits are lost. ${fetchAgain}`;
  }
  if (/^\d+$/.test(text)) return damageOfDigits(text);
  if (dates.some((date) => date.test(text))) {
    return `“${shown}” is a date or a time: a spreadsheet has changed the account ID. ${fetchAgain}`;
  }
  if (spreadsheetWord.test(text)) {
    return `“${shown}” is what a spreadsheet writes in place of a value. ${fetchAgain}`;
  }
  return null;
}

/** About one in 80,000 account IDs of 24 hex digits has no letter, so digits alone do not prove damage. */
function damageOfDigits(text: string): string | null {
  const shown = clip(text);
  if (text.length >= 15 && /000$/.test(text)) {
    return `“${shown}” ends in zeros: a spreadsheet has probably rounded the account ID. ${fetchAgain}`;
  }
  if (text.length === 24) return null;
  return `“${shown}” is a plain number, and no account ID is known to be one. If the column counts rows, remove it; otherwise: ${fetchAgain}`;
}

function malformation(text: string): string {
  const hidden = hiddenIn(text);
  if (hidden.length > 0) {
    return `“${clip(revealed(text))}” contains ${hidden.slice(0, 3).join(', ')}, which cannot be seen, so it is not an account ID. ${fetchAgain}`;
  }
  const shown = clip(text);
  if (text.includes('@')) {
    return `“${shown}” is an e-mail address, not an account ID. Check that the columns are in their places.`;
  }
  if (text.length > 128) {
    return `“${shown}” has ${whole(text.length)} characters; an account ID has at most 128. ${fetchAgain}`;
  }
  if (isAccountId(text)) {
    return `“${shown}” is not an account ID: those have digits. Check the row, or remove it.`;
  }
  return `“${shown}” is not an account ID: those have only letters, digits and _ | : - without spaces. ${fetchAgain}`;
}

/** The first 60 characters at most, for messages. A character of two code units is never cut in half. */
function clip(text: string): string {
  return text.length <= 60 ? text : `${Array.from(text.slice(0, 61)).slice(0, 59).join('')}…`;
}
