import type { Connection } from '#lib/domain/connection/connection';

interface ConnectionState {
  /** The text of the chip. `key` is hidden first if there is no room. */
  name: string;
  key: string | null;
  /** `ok` green, `unsure` amber, `wrong` red, `none` hollow. */
  light: 'ok' | 'unsure' | 'wrong' | 'none';
  /** The meaning of the light for screen readers; null if the text says it. */
  meaning: string | null;
}

/** The connection as a short text. */
export function connectionState(connection: Connection): ConnectionState {
  if (connection.state === 'none') return { name: 'Not connected', key: null, light: 'none', meaning: null };
  const { source, organisation, organisations, check, keyTail } = connection;
  const key = source === 'demo' ? null : `key ends ${keyTail}`;
  const name = source === 'demo' ? 'Demo organisation' : (organisation?.name ?? 'No organisation yet');
  if (check.state === 'refused') return { name, key: 'key refused', light: 'wrong', meaning: null };
  if (organisation === null && organisations.length > 1) {
    return { name: 'Choose an organisation', key, light: 'unsure', meaning: null };
  }
  if (check.state === 'unknown') {
    const known = organisation === null && source !== 'demo' ? 'Organisation not known' : name;
    return { name: known, key: 'what the key may do is not known', light: 'unsure', meaning: null };
  }
  if (check.state === 'unchecked') return { name, key: 'key not checked', light: 'unsure', meaning: null };
  return { name, key, light: 'ok', meaning: 'connected' };
}
