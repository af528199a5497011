import type { Connection } from '#lib/contract/connection';

export interface ConnectionState {
  /** What the chip says; `key` is left out first where there is no room. */
  name: string;
  key: string | null;
  /** `ok` green, `unsure` amber, `wrong` red, `none` hollow. */
  light: 'ok' | 'unsure' | 'wrong' | 'none';
  /** What the light means, for those who do not see it; null where the words say it. */
  meaning: string | null;
}

/** The connection in a few words. */
export function connectionState(connection: Connection): ConnectionState {
  if (connection.state === 'none') return { name: 'Not connected', key: null, light: 'none', meaning: null };
  const { source, organisation, organisations, check, keyTail } = connection;
  const key = source === 'demo' ? null : `key ends ${keyTail}`;
  const name = source === 'demo' ? 'Demo organisation' : (organisation?.name ?? 'No organisation yet');
  if (check.state === 'refused') return { name, key: 'key refused', light: 'wrong', meaning: null };
  if (organisation === null && organisations.length > 1) {
    return { name: 'Choose an organisation', key, light: 'unsure', meaning: null };
  }
  if (check.state === 'unchecked') return { name, key: 'key not checked', light: 'unsure', meaning: null };
  return { name, key, light: 'ok', meaning: 'connected' };
}
