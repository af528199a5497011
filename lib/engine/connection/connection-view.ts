/** What may be known of the connection outside: never the key, only its last four characters. */
import type { Organisation } from '#lib/engine/ports';

/** What the last check of the key found. */
export type KeyState =
  | { state: 'accepted'; at: number }
  | { state: 'unchecked'; at: number; message: string; hint: string }
  | { state: 'refused'; at: number; message: string; hint: string; detail: string | null };

/** The connection as it is shown. */
export type ConnectionView =
  | { state: 'none'; typedKeyUrl: string; keychain: KeychainState }
  | {
      state: 'connected';
      /** Where a key that is typed is sent. */
      typedKeyUrl: string;
      keychain: KeychainState;
      source: 'demo' | 'typed' | 'environment' | 'remembered';
      apiUrl: string;
      keyTail: string;
      organisation: Organisation | null;
      organisations: Organisation[];
      check: KeyState;
      /** The day on which the key ends, as `YYYY-MM-DD`; null where the admin did not say. */
      expiresOn: string | null;
    };

/** The connection of this moment, without what is known while there is none, too. */
export type Connected = Omit<Extract<ConnectionView, { state: 'connected' }>, 'typedKeyUrl' | 'keychain'>;

/**
 * What the keychain of this computer has to do with the key: there is none, it can be asked to keep it, it keeps it, it
 * was asked to and did not.
 */
export type KeychainState = 'none' | 'offered' | 'keeps' | 'refused';

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
