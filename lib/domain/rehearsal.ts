/** Rehearsal: the faults of a bad day, as switches in the demo organisation that an admin turns on to practise. */
import { z } from 'zod';

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

/** The texts of a switch on the page. */
interface SwitchLabel {
  label: string;
  /** What happens, and how a run should react. */
  detail: string;
}

/** The texts of every switch. */
export const switchLabels: Record<SwitchName, SwitchLabel> = {
  slow: { label: 'Slow answers', detail: 'Every answer takes 0.3 to 0.7 seconds.' },
  'rate-limit': {
    label: 'A rate limit',
    detail: '120 calls a minute; then 429 with a header that says when to come back. The run waits.',
  },
  'storm-told': {
    label: 'Ten 429s that name the wait',
    detail: 'The next ten calls are turned away for two seconds each.',
  },
  'storm-untold': {
    label: 'Ten 429s without a word',
    detail:
      'The next ten calls are turned away, and nothing says for how long. The run waits longer each time.',
  },
  'errors-json': {
    label: 'Errors of Atlassian’s own',
    detail:
      'Every ninth call ends in a 503 with a JSON body. The account is read back, then the call is made again.',
  },
  'errors-html': {
    label: 'Error pages',
    detail: 'The same with an HTML page, as a proxy in between would send it.',
  },
  timeouts: {
    label: 'Calls that are never answered',
    detail:
      'The next two calls are accepted and left hanging. Each is in doubt until the account is read back.',
  },
  'cut-before': {
    label: 'Connections cut before the change',
    detail:
      'The next three calls break off, and nothing was done. They are made again once the account reads active.',
  },
  'cut-after': {
    label: 'Connections cut after the change',
    detail:
      'The next three calls take effect, but their answer is lost: “confirmed inactive”, never “deactivated”.',
  },
  'stale-reads': {
    label: 'Readings that lag behind',
    detail:
      'For 15 seconds after a change an account still reads as before. The run waits after the first user.',
  },
  'stale-search': {
    label: 'A search that lags behind',
    detail:
      'For 45 seconds after a change the search and the lists still show an account as before. Verification looks a second time, and then at each profile; a check on the review believes the profile too.',
  },
  'key-revoked': {
    label: 'The key is revoked in the middle',
    detail: 'After 25 more calls the key is refused. The run ends at once and says so.',
  },
  'scim-returns': {
    label: 'An identity provider that puts people back',
    detail: 'Provisioned users can be deactivated, and are active again a minute later.',
  },
  'no-effect': {
    label: 'Accepted, and nothing happens',
    detail:
      'After the next call every one is accepted and changes nothing. The count at the end shows it: users are read again, and the report says so.',
  },
  'original-management': {
    label: 'Original user management',
    detail:
      'The organisation cannot be searched, so Atlassian does not say who its admins are. Where the file does not either, the confirmation asks.',
  },
  'own-account': {
    label: 'A key whose owner is in the organisation',
    detail:
      'Atlassian says which account is the key owner’s own and refuses to deactivate it. Once asked, Lockstep protects it.',
  },
  'no-audit-log': {
    label: 'Without Atlassian Guard',
    detail: 'The audit log is refused. A run goes on as ever, and its page says that the log was not read.',
  },
  'no-search': {
    label: 'No search',
    detail:
      'The search is refused, so Atlassian does not say who the organisation admins are. The list of managed accounts is read.',
  },
  'no-counts': {
    label: 'No counts',
    detail: 'Atlassian does not count the active accounts. Its lists are counted instead.',
  },
  'no-managed-list': {
    label: 'The older list is gone',
    detail:
      'The list of managed accounts is answered 410, as it will be once Atlassian removes it. The search lists everybody.',
  },
  'no-api-access': {
    label: 'No API Access',
    detail: 'API tokens and service accounts are not listed.',
  },
  'lifecycle-only': {
    label: 'A key that reads no lists',
    detail:
      'Every list and permission is refused; profiles can be read, and users can be deactivated. The whole job is done from a file, with questions instead of answers.',
  },
};

/** The groups of switches on the page. */
export const switchGroups: readonly { title: string; names: readonly SwitchName[] }[] = [
  { title: 'Slow, or not now', names: ['slow', 'rate-limit', 'storm-told', 'storm-untold'] },
  { title: 'Broken', names: ['errors-json', 'errors-html', 'timeouts', 'cut-before', 'cut-after'] },
  { title: 'Misleading', names: ['stale-reads', 'stale-search', 'key-revoked', 'scim-returns', 'no-effect'] },
  { title: 'Another organisation', names: ['original-management', 'own-account', 'no-audit-log'] },
  {
    title: 'Sources that are missing',
    names: ['no-search', 'no-counts', 'no-managed-list', 'no-api-access', 'lifecycle-only'],
  },
];

/** Pairs of switches that exclude each other: turning one on turns the other off. */
const exclusive: readonly (readonly [SwitchName, SwitchName])[] = [
  ['storm-told', 'storm-untold'],
  ['errors-json', 'errors-html'],
  ['lifecycle-only', 'no-audit-log'],
  ['lifecycle-only', 'no-search'],
  ['lifecycle-only', 'no-counts'],
  ['lifecycle-only', 'no-managed-list'],
  ['lifecycle-only', 'no-api-access'],
];

/** Combinations of switches that can be turned on together. */
export const presets: readonly { name: string; on: readonly SwitchName[] }[] = [
  { name: 'A quiet day', on: [] },
  { name: 'A bad afternoon', on: ['slow', 'rate-limit', 'storm-told', 'cut-after'] },
  {
    name: 'The worst day',
    on: ['slow', 'storm-untold', 'errors-html', 'cut-before', 'cut-after', 'stale-reads', 'key-revoked'],
  },
];

/** Which switches are on. */
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

/** The switches after a change. What is turned on turns off what excludes it. */
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
  return Object.fromEntries(switchNames.map((name) => [name, on.includes(name)])) as Switches;
}

/** The sizes that the page offers, in people. */
export const organisationSizes = [250, 10_000, 100_000] as const;

/** The size and the seed of the made-up organisation. The same seed gives the same people. */
export const organisationWishSchema = z.object({
  people: z.literal(organisationSizes),
  seed: z.number().int().min(0).max(999_999),
});
export type OrganisationWish = z.infer<typeof organisationWishSchema>;

/** The demo organisation of a first start. */
export const usualOrganisation: OrganisationWish = { people: 250, seed: 7 };

/** The filters of the ledger. */
export const ledgerViews = ['all', 'writes', 'changes'] as const;
export type LedgerView = (typeof ledgerViews)[number];

/** One call that the demo organisation received. */
export const ledgerCallSchema = z.object({
  seq: z.number().int(),
  /** Ms since the epoch. */
  at: z.number(),
  method: z.string(),
  path: z.string(),
  operation: z.string(),
  accountId: z.string().nullable(),
  /** The status, or how the connection ended; null until then. */
  answered: z.union([z.number(), z.string()]).nullable(),
  effect: z.string().nullable(),
});
