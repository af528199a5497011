/** Rehearsal: faults of the demo organisation, as switches that an admin turns on to practise. */
import { z } from 'zod';
import { recordOf } from '#lib/domain/text/record-of';

/** Every switch. */
export const switchNames = [
  'slow',
  'rate-limit',
  'storm-told',
  'storm-untold',
  'errors-json',
  'errors-html',
  'timeouts',
  'cut-before',
  'cut-after',
  'stale-reads',
  'stale-search',
  'key-revoked',
  'scim-returns',
  'no-effect',
  'link-unreadable',
  'link-first',
  'link-same',
  'link-elsewhere',
  'lists-shrink',
  'original-management',
  'own-account',
  'no-audit-log',
  'no-search',
  'no-counts',
  'no-managed-list',
  'no-api-access',
  'lifecycle-only',
] as const;
export type SwitchName = (typeof switchNames)[number];

/** The label of each switch on the page. */
export const switchLabels: Record<SwitchName, string> = {
  slow: 'Slow answers',
  'rate-limit': 'A rate limit',
  'storm-told': 'Ten 429s that name the wait',
  'storm-untold': 'Ten 429s without a word',
  'errors-json': 'Errors of Atlassian’s own',
  'errors-html': 'Error pages',
  timeouts: 'Calls that are never answered',
  'cut-before': 'Connections cut before the change',
  'cut-after': 'Connections cut after the change',
  'stale-reads': 'Readings that lag behind',
  'stale-search': 'A search that lags behind',
  'key-revoked': 'The key is revoked in the middle',
  'scim-returns': 'An identity provider that puts people back',
  'no-effect': 'Accepted, and nothing happens',
  'link-unreadable': 'Lists whose next link cannot be read',
  'link-first': 'Lists that go in a circle',
  'link-same': 'Lists that repeat a page',
  'link-elsewhere': 'Lists that go on at another host',
  'lists-shrink': 'Lists that shrink while they are read',
  'original-management': 'Original user management',
  'own-account': 'A key whose owner is in the organisation',
  'no-audit-log': 'Without Atlassian Guard',
  'no-search': 'No search',
  'no-counts': 'No counts',
  'no-managed-list': 'The older list is gone',
  'no-api-access': 'No API Access',
  'lifecycle-only': 'A key that reads no lists',
};

/** Pairs of switches that exclude each other: turning one on turns the other off. */
const exclusive: readonly (readonly [SwitchName, SwitchName])[] = [
  ['storm-told', 'storm-untold'],
  ['errors-json', 'errors-html'],
  ['link-unreadable', 'link-first'],
  ['link-unreadable', 'link-same'],
  ['link-unreadable', 'link-elsewhere'],
  ['link-first', 'link-same'],
  ['link-first', 'link-elsewhere'],
  ['link-same', 'link-elsewhere'],
  ['lifecycle-only', 'no-audit-log'],
  ['lifecycle-only', 'no-search'],
  ['lifecycle-only', 'no-counts'],
  ['lifecycle-only', 'no-managed-list'],
  ['lifecycle-only', 'no-api-access'],
];

/** The switches that are on. */
export const switchesSchema = z.record(z.enum(switchNames), z.boolean());
export type Switches = z.infer<typeof switchesSchema>;

/** Some switches, at least one, each to be turned on or off. The others stay as they are. */
export const switchChangeSchema = z
  .partialRecord(z.enum(switchNames), z.boolean())
  .refine((change) => Object.keys(change).length > 0, 'Name at least one switch.');
export type SwitchChange = z.infer<typeof switchChangeSchema>;

/** The names of the switches that are on, in the order of `switchNames`. */
export function switchesOn(switches: Switches): SwitchName[] {
  return switchNames.filter((name) => switches[name]);
}

/** The switches after a change. Turning a switch on turns off those that it excludes. */
export function turned(switches: Switches, change: SwitchChange): Switches {
  const next = { ...switches, ...change };
  const turnedOn = switchNames.filter((name) => change[name]);
  for (const name of turnedOn) {
    for (const [one, other] of exclusive) {
      if (name === one) next[other] = false;
      if (name === other) next[one] = false;
    }
  }
  return next;
}

/** The switches of a preset. */
export function presetSwitches(on: readonly SwitchName[]): Switches {
  return recordOf(switchNames, (name) => on.includes(name));
}
