/** The keys of the demo organisation: a right one, and every wrong one an admin may come with. */

export interface WrongKeys {
  readonly wrong: string;
  readonly expired: string;
  /** Created with scopes: the organisations API knows it, `/users/…/manage` does not [LIVE]. */
  readonly scoped: string;
  /** A personal API token, which begins with ATATT [LIVE]. */
  readonly userToken: string;
}

export type KeyKind = 'right' | 'scoped' | 'refused';

// As long as real ones, and plainly nobody's.
const plain = 'demo-this-is-not-a-real-key_'.repeat(5);

/** The same for every seed. */
export const apiKey = `ATCTT3xFfGN0${plain}=DE304F2A`;
export const wrongKeys: WrongKeys = {
  wrong: `ATCTT3xFfGN0${plain}=DE30WRNG`,
  expired: `ATCTT3xFfGN0${plain}=DE30OLD1`,
  scoped: `ATCTT3xFfGN0${plain}=DE30SCPD`,
  userToken: `ATATT3xFfGF0${plain}=DE30USER`,
};

/** The bearer of an `Authorization` header; null without the word Bearer. */
export function bearerOf(authorization: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null;
}

/** What a bearer is good for. */
export function kindOfKey(bearer: string | null): KeyKind {
  if (bearer === apiKey) return 'right';
  return bearer === wrongKeys.scoped ? 'scoped' : 'refused';
}

/** What the ledger may keep of a bearer: its last four characters, and nothing of one that is short. */
export function tailOf(bearer: string | null): string {
  return bearer && bearer.length >= 12 ? bearer.slice(-4) : '';
}
