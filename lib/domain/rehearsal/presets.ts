/** Groups of switches that the page of the rehearsal offers to turn on with one press. */
import type { SwitchName } from '#lib/domain/rehearsal/switches';

/** Combinations of switches that can be turned on together. */
export const presets: readonly { name: string; on: readonly SwitchName[] }[] = [
  { name: 'A quiet day', on: [] },
  { name: 'A bad afternoon', on: ['slow', 'rate-limit', 'storm-told', 'cut-after'] },
  {
    name: 'The worst day',
    on: ['slow', 'storm-untold', 'errors-html', 'cut-before', 'cut-after', 'stale-reads', 'key-revoked'],
  },
];
