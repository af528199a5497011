/** The view of a connection: its type, and its initial value. */
import type { Connection, Organisation } from '#lib/domain/connection/connection';

/** The view of an open connection, without the fields that exist without a connection too. */
export type Connected = Omit<Extract<Connection, { state: 'connected' }>, 'typedKeyUrl' | 'keychain'>;

/** The key of a connection, and what is known of it before it is checked. */
interface UncheckedKey {
  source: Connected['source'];
  apiUrl: string;
  key: string;
  organisation: Organisation | null;
  /** When the check began, ms since the epoch. */
  at: number;
}

/** The view of a connection whose key has not been checked yet. */
export function uncheckedView({ source, apiUrl, key, organisation, at }: UncheckedKey): Connected {
  const check = { state: 'unchecked', at, message: 'The key is being checked.', hint: '' } as const;
  const organisations = organisation ? [organisation] : [];
  const keyTail = key.slice(-4);
  return {
    state: 'connected',
    source,
    apiUrl,
    keyTail,
    organisation,
    organisations,
    check,
    expiresOn: null,
  };
}
