/** The connected state, as it is kept and as it begins. */
import type { Connection, Organisation } from '#lib/domain/connection/connection';

/** The connection of this moment, without what is known while there is none, too. */
export type Connected = Omit<Extract<Connection, { state: 'connected' }>, 'typedKeyUrl' | 'keychain'>;

/** The view of a connection whose key was not checked yet. */
export function uncheckedView(
  source: Connected['source'],
  apiUrl: string,
  key: string,
  organisation: Organisation | null,
  at: number,
): Connected {
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
