/** Reads account ID cells: recognises valid IDs, placeholders and spreadsheet damage. Never repairs anything. */
import { type AccountId, hasKnownShape, isAccountId, isUsualAccountId } from '#lib/domain/account/account-id';
import { hiddenIn, revealed } from '#lib/domain/text/odd-characters';
import { whole } from '#lib/domain/text/whole';

/**
 * The content of an account ID cell. `oddity`: what is unusual about an ID that follows the grammar; null if nothing.
 */
export type AccountIdReading =
  | { ok: true; id: AccountId; oddity: string | null }
  | {
      ok: false;
      code: 'missing-account-id' | 'malformed-account-id' | 'damaged-account-id';
      message: string;
    };

/** Characters that a spreadsheet or a person puts around a whole ID: `'ID`, `'ID'`, `"ID"`, `="ID"`. */
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

/** Reads the account ID cell of an export, or explains in plain words why it cannot. */
export function readAccountId(cell: string): AccountIdReading {
  const text = unwrapped(cell.trim());
  if (isUsualAccountId(text)) return { ok: true, id: text, oddity: null };
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
    if (hasKnownShape(inside)) return inside;
  }
  return text;
}

/** A remark about an unusual ID, as the beginning of a sentence; null if it has a known shape. */
function oddityOf(text: string): string | null {
  const shown = `“${clip(text)}”`;
  if (hasKnownShape(text)) {
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
  if (scientific.test(text) && !hasKnownShape(text)) {
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
