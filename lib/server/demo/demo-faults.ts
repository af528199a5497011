/** Translates the switches of a rehearsal into faults of the demo organisation, and back. */
import type { ClosedAnswer, Faults, Next } from '#lib/demo/faults/faults';
import { type SourceName, sourceNames } from '#lib/demo/operations';
import { type Switches, type SwitchName, switchNames } from '#lib/domain/rehearsal/switches';
import { recordOf } from '#lib/domain/text/record-of';

const left = (next: Next) => (typeof next === 'number' ? next : next.next) > 0;

/** The sources that a switch closes, and how each of them is refused. */
interface Closing {
  sources: readonly SourceName[];
  answer: ClosedAnswer;
}

/** A key that may only read profiles and change accounts. It still sees the name of its organisation. */
const everySource: Closing = { sources: sourceNames.filter((name) => name !== 'orgs'), answer: '403' };

/** The other switches that close sources. */
const closings = {
  'no-audit-log': { sources: ['auditEvents'], answer: '403' },
  'no-search': { sources: ['usersSearch'], answer: '403' },
  'no-counts': { sources: ['usersCount'], answer: '403' },
  'no-managed-list': { sources: ['managedAccounts'], answer: '410' },
  'no-api-access': { sources: ['organisationTokens', 'serviceAccounts'], answer: '403' },
} as const satisfies Partial<Record<SwitchName, Closing>>;

const closingNames = ['no-audit-log', 'no-search', 'no-counts', 'no-managed-list', 'no-api-access'] as const;

const areClosed = ({ closedSources }: Readonly<Faults>, { sources }: Closing) =>
  sources.every((name) => closedSources[name] !== undefined);

const isClosing = (name: (typeof closingNames)[number]) => (faults: Readonly<Faults>) =>
  areClosed(faults, closings[name]) && !areClosed(faults, everySource);

function closedBy(wanted: Switches): Faults['closedSources'] {
  const closing: Closing[] = wanted['lifecycle-only']
    ? [everySource]
    : closingNames.filter((name) => wanted[name]).map((name) => closings[name]);
  return Object.fromEntries(closing.flatMap(({ sources, answer }) => sources.map((name) => [name, answer])));
}

const linkNames = ['link-unreadable', 'link-first', 'link-same', 'link-elsewhere'] as const;

function linksOf(wanted: Switches): Faults['nextLinks'] {
  if (wanted['link-unreadable']) return 'unreadable';
  if (wanted['link-first']) return 'first';
  if (wanted['link-same']) return 'same';
  return wanted['link-elsewhere'] ? 'elsewhere' : 'right';
}

/** Tells from the faults whether a switch is on. A fault that is used up counts as off. */
const isOn: Record<SwitchName, (faults: Readonly<Faults>) => boolean> = {
  slow: ({ latencyMs, latencyOn }) => latencyMs > 0 && latencyOn === 'any',
  'rate-limit': ({ rateLimit }) => rateLimit !== null,
  'storm-told': ({ storm }) => storm !== null && storm.next > 0 && storm.headers !== 'none',
  'storm-untold': ({ storm }) => storm !== null && storm.next > 0 && storm.headers === 'none',
  'errors-json': ({ serverErrors }) => serverErrors?.as === 'json',
  'errors-html': ({ serverErrors }) => serverErrors?.as === 'html',
  timeouts: ({ hang }) => left(hang),
  'cut-before': ({ cutBeforeWrite }) => left(cutBeforeWrite),
  'cut-after': ({ cutAfterWrite }) => left(cutAfterWrite),
  'stale-reads': ({ staleReadsMs }) => staleReadsMs > 0,
  'stale-search': ({ staleListsMs }) => staleListsMs > 0,
  'key-revoked': ({ keyRevokedAfter }) => keyRevokedAfter !== null,
  'scim-returns': ({ scimReactivatesAfterMs }) => scimReactivatesAfterMs !== null,
  'no-effect': ({ ineffective }) => left(ineffective),
  'link-unreadable': ({ nextLinks }) => nextLinks === 'unreadable',
  'link-first': ({ nextLinks }) => nextLinks === 'first',
  'link-same': ({ nextLinks }) => nextLinks === 'same',
  'link-elsewhere': ({ nextLinks }) => nextLinks === 'elsewhere',
  'lists-shrink': ({ leaveListsPerPage }) => leaveListsPerPage > 0,
  'original-management': ({ originalUserManagement }) => originalUserManagement,
  'own-account': ({ ownAccount }) => ownAccount === 'refused',
  'no-audit-log': isClosing('no-audit-log'),
  'no-search': isClosing('no-search'),
  'no-counts': isClosing('no-counts'),
  'no-managed-list': isClosing('no-managed-list'),
  'no-api-access': isClosing('no-api-access'),
  'lifecycle-only': (faults) => areClosed(faults, everySource),
};

/** The switches that are on. */
export function switchesOf(faults: Readonly<Faults>): Switches {
  return recordOf(switchNames, (name) => isOn[name](faults));
}

/** The time that a demo organisation takes to answer. */
type Latency = Pick<Faults, 'latencyMs' | 'latencyOn' | 'jitterMs'>;

/** Answers at once. */
export const noLatency: Latency = { latencyMs: 0, latencyOn: 'any', jitterMs: 0 };

/**
 * Answers as Atlassian may: each deactivation takes 0.2 seconds, so that a run can be watched and paused. In a larger
 * organisation it takes less, so that a run over everybody lasts a minute.
 */
export function usualLatency(people: number): Latency {
  return { latencyMs: Math.min(200, Math.floor(60_000 / people)), latencyOn: 'lifecycle', jitterMs: 0 };
}

/**
 * The changes of the faults that turn these switches on. Faults that are already right continue. Without slow answers,
 * they take as long as `calm` says.
 */
export function faultsFor(
  faults: Readonly<Faults>,
  wanted: Switches,
  calm: Latency = noLatency,
): Partial<Faults> {
  const now = switchesOf(faults);
  const changed = (...names: SwitchName[]) => names.some((name) => now[name] !== wanted[name]);
  const next: Partial<Faults> = {};
  if (changed('slow')) {
    Object.assign(next, wanted.slow ? { latencyMs: 300, latencyOn: 'any', jitterMs: 400 } : calm);
  }
  if (changed('rate-limit'))
    next.rateLimit = wanted['rate-limit'] ? { perMinute: 120, headers: 'iso' } : null;
  if (changed('storm-told', 'storm-untold')) {
    const headers = wanted['storm-told'] ? 'retry-after-seconds' : wanted['storm-untold'] ? 'none' : null;
    next.storm = headers && { next: 10, headers, seconds: 2 };
  }
  if (changed('errors-json', 'errors-html')) {
    const as = wanted['errors-json'] ? 'json' : wanted['errors-html'] ? 'html' : null;
    next.serverErrors = as && { everyKth: 9, as, status: 503 };
  }
  if (changed('timeouts')) next.hang = wanted.timeouts ? 2 : 0;
  if (changed('cut-before')) next.cutBeforeWrite = wanted['cut-before'] ? 3 : 0;
  if (changed('cut-after')) next.cutAfterWrite = wanted['cut-after'] ? 3 : 0;
  if (changed('stale-reads')) next.staleReadsMs = wanted['stale-reads'] ? 15_000 : 0;
  if (changed('stale-search')) next.staleListsMs = wanted['stale-search'] ? 45_000 : 0;
  if (changed('key-revoked')) next.keyRevokedAfter = wanted['key-revoked'] ? 25 : null;
  if (changed('scim-returns')) next.scimReactivatesAfterMs = wanted['scim-returns'] ? 60_000 : null;
  if (changed('no-effect')) next.ineffective = wanted['no-effect'] ? { after: 1, next: 1_000_000 } : 0;
  if (changed(...linkNames)) next.nextLinks = linksOf(wanted);
  if (changed('lists-shrink')) next.leaveListsPerPage = wanted['lists-shrink'] ? 2 : 0;
  if (changed('original-management')) next.originalUserManagement = wanted['original-management'];
  if (changed('own-account')) next.ownAccount = wanted['own-account'] ? 'refused' : 'allowed';
  if (changed(...closingNames, 'lifecycle-only')) next.closedSources = closedBy(wanted);
  return next;
}
