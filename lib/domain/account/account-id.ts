/** Account IDs: their grammar, their known shapes, and the key by which they are compared. */
import { z } from 'zod';

/** Atlassian's ID of a person, in its grammar. It is sent exactly as it was read, upper and lower case included. */
export type AccountId = string & { readonly brand: 'AccountId' };

/** The key by which guards compare accounts. Two IDs that differ only in case have the same key. Never sent. */
export type AccountKey = string & { readonly brand: 'AccountKey' };

/** The grammar in the official OpenAPI document, anchored [SPEC]. */
const grammar = /^[A-Za-z0-9_|:-]{1,128}$/;

/**
 * 24 hex digits, number:uuid, or qm:… for customers of a help centre (docs/atlassian-api.md#account-ids) [SPEC, DOC].
 */
const knownShape =
  /^(?:[0-9a-f]{24}|\d{3,12}:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|qm:[A-Za-z0-9_|:-]+)$/i;

/** The shape of nearly all IDs. */
const usualShape = /^\d{3,12}:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Whether the text has the shape of nearly all IDs. It cannot be a placeholder, a rounded number or a date. */
export const isUsualAccountId = (text: string): text is AccountId => usualShape.test(text);

/** Whether the text follows the grammar, without any trimming [SPEC]. */
export const isAccountId = (text: string): text is AccountId => grammar.test(text);

/** The schema of an account ID. It trims nothing. */
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

/** Whether the text has a known account ID shape, without any trimming. */
export const hasKnownShape = (text: string): boolean => knownShape.test(text);

/** Whether the text, without surrounding white space, has a known account ID shape. */
export const looksLikeAccountId = (text: string): boolean => hasKnownShape(text.trim());

/** The ID of a person if `text` is one in a known form, in any case; else null. */
export function accountIdIn(text: string): AccountId | null {
  if (isUsualAccountId(text)) return text;
  return isAccountId(text) && hasKnownShape(text) && !isCustomerAccountId(text) ? text : null;
}

/** Whether this is the ID of a help centre customer. No organisation manages such an account [DOC, INFER]. */
export const isCustomerAccountId = (id: AccountId): boolean => /^qm:/i.test(id);
