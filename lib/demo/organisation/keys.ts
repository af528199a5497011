/** The keys of the demo organisation: two valid ones, and every wrong one that an admin may have. */

/** The keys that are refused, by the reason. */
export interface WrongKeys {
  readonly wrong: string;
  readonly expired: string;
  /** Created with scopes: the organisations API knows it, `/users/…/manage` does not [LIVE]. */
  readonly scoped: string;
  /** A personal API token, which begins with ATATT [LIVE]. */
  readonly userToken: string;
}

/** `right`: a valid key; `scoped`: a key with scopes; `refused`: anything else. */
type KeyKind = 'right' | 'scoped' | 'refused';

// A text as long as a real key, and clearly not one.
const plain = 'demo-this-is-not-a-real-key_'.repeat(5);

/** The valid key, the same for every seed. */
export const apiKey = `ATCTT3xFfGN0${plain}=DE304F2A`;
/** A second valid key, for an admin who replaced the first one. */
export const replacedKey = `ATCTT3xFfGN0${plain}=DE30NEW2`;
/** The wrong keys, the same for every seed. */
export const wrongKeys: WrongKeys = {
  wrong: `ATCTT3xFfGN0${plain}=DE30WRNG`,
  expired: `ATCTT3xFfGN0${plain}=DE30OLD1`,
  scoped: `ATCTT3xFfGN0${plain}=DE30SCPD`,
  userToken: `ATATT3xFfGF0${plain}=DE30USER`,
};

/** Whether a key is one of these. */
export function isDemoKey(key: string): boolean {
  return isValid(key) || Object.values(wrongKeys).includes(key);
}

function isValid(key: string | null): boolean {
  return key === apiKey || key === replacedKey;
}

/** The bearer of an `Authorization` header; null without the word Bearer. */
export function bearerOf(authorization: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null;
}

/** The kind of a key. */
export function kindOfKey(bearer: string | null): KeyKind {
  if (isValid(bearer)) return 'right';
  return bearer === wrongKeys.scoped ? 'scoped' : 'refused';
}

/** The part of a key that the ledger may keep: its last four characters, and nothing of a short one. */
export function tailOf(bearer: string | null): string {
  return bearer && bearer.length >= 12 ? bearer.slice(-4) : '';
}
