/** All warnings about a plan, with the names affected. Pure; one function per alarm. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { maxNames, type PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import { emptied, type Membership } from '#lib/domain/plan/alarms/emptied';
import { isServiceAccount } from '#lib/domain/plan/alarms/service-account';
import { percentText, type SizeLimitVerdict } from '#lib/domain/plan/alarms/size-limit';
import { type OrganisationAdmin, type Prediction, willFail } from '#lib/domain/preflight/preflight';
import type { Protection } from '#lib/domain/protection/protection';
import { addressOf } from '#lib/domain/roster/look-up';

/** One user of the plan, with everything that is known about them. */
export interface PlannedUser {
  accountId: string;
  name: string;
  email: string;
  /** The address according to Atlassian; null if not known. */
  listedEmail: string | null;
  organisationAdmin: boolean;
  /** Why the user might be an organisation admin, as a phrase; null if there is no sign. */
  adminSign: string | null;
  /** The latest known date, YYYY-MM-DD; null for never or not known. */
  lastSeen: string | null;
  prediction: Prediction | undefined;
  /** Last use of an API token, ISO 8601; null for never or not known. */
  tokensUsed: string | null;
}

/** Everything that alarms are judged by. */
export interface PlanFacts {
  planned: readonly PlannedUser[];
  /** The members of every domain, group and product, planned or not. */
  memberships: readonly Membership[];
  /** Active accounts of the whole organisation; null if its list was not read completely. */
  activeBy: {
    domain: Readonly<Record<string, number>>;
    product: Readonly<Record<string, number>>;
    /** Whether the file contains every active account. Only then it shows who remains in a group. */
    allInFile: boolean;
    /** Active accounts beyond the file whose address the list omits: they may belong to any domain. */
    addressesHidden: number;
  } | null;
  admins: AdminKnowledge;
  operator: { accountId: string; name: string } | null;
  /** The address of the admin's own account, if the admin typed it because no file had it; else null. */
  ownAddress: string | null;
  /** The protected account that owns each address; addresses in lower case. */
  addressOwners: ReadonlyMap<string, Protection>;
  sizeLimit: SizeLimitVerdict;
  /**
   * When the file was written or uploaded, and `now`: ms since the epoch. Null if the plan does not come from a file.
   */
  fileAt: number | null;
  now: number;
  /** Whether none of the file's users is among the accounts that the organisation manages. */
  strangers: boolean;
  /** Users in the file whom earlier runs left inactive, by the number of the run. */
  leftInactive: readonly { run: number; users: number }[];
}

/** The organisation admins, and how they are known. */
export interface AdminKnowledge {
  people: readonly OrganisationAdmin[];
  /**
   * The source: Atlassian's own list, or the role column of the file. `at` is in ms since the epoch. Null if there is
   * none.
   */
  known: { by: 'organisation' | 'file'; at: number } | null;
  /** Why the organisation's list could not be read; empty if it could. */
  why: string;
}

const day = 86_400_000;
/** Users seen within this many days count as recently active. */
export const recentDays = 30;

/** All alarms of a plan, the gravest first. */
export function planAlarms(facts: PlanFacts): PlanAlarm[] {
  return [
    operatorAlarm(facts),
    adminsAlarm(facts),
    addressAlarm(facts),
    sizeLimitAlarm(facts),
    adminsByFileAlarm(facts),
    strangersAlarm(facts),
    ...earlierAlarms(facts),
    failingAlarm(facts),
    returningAlarm(facts),
    unlistedAlarm(facts),
    tokensAlarm(facts),
    serviceAlarm(facts),
    recentAlarm(facts),
    changedAlarm(facts),
    ...emptiedAlarms(facts),
    oldExportAlarm(facts),
  ].filter((alarm) => alarm !== null);
}

function operatorAlarm({ planned, operator, ownAddress }: PlanFacts): PlanAlarm | null {
  const address = addressOf(ownAddress ?? '');
  const hasIt = ({ email, listedEmail }: PlannedUser) =>
    address !== '' && [email, listedEmail ?? ''].map(addressOf).includes(address);
  const own = planned.filter((user) => (operator !== null && isSame(user, operator)) || hasIt(user));
  const body = 'You would lock yourself out. Untick your own account.';
  return about('operator', 'refuse', 'Your own account is in the plan.', body, own);
}

/** Only a plan that touches an admin can raise this alarm, however few admins there are. */
function adminsAlarm({ planned, admins }: PlanFacts): PlanAlarm | null {
  const known = new Set(admins.people.map(({ accountId }) => accountKey(accountId)));
  const going = planned.filter((user) => user.organisationAdmin || known.has(accountKey(user.accountId)));
  const gone = new Set(going.map(({ accountId }) => accountKey(accountId)));
  const staying = new Map<AccountKey, boolean>();
  for (const { accountId, active } of admins.people) {
    const key = accountKey(accountId);
    // A file can contain the same person twice; one inactive row makes the person inactive.
    if (!gone.has(key)) staying.set(key, active && (staying.get(key) ?? true));
  }
  const left = [...staying.values()].filter((active) => active).length;
  if (left >= 2) return null;
  const who = left === 0 ? 'no organisation admin' : 'one organisation admin';
  const source = admins.known?.by === 'organisation' ? '' : ', as far as the file says';
  const title = `This would leave ${who} active${source}.`;
  return about('last-admins', 'refuse', title, 'Keep at least two: untick some of these.', going);
}

function adminsByFileAlarm({ admins, now }: PlanFacts): PlanAlarm | null {
  if (admins.known?.by !== 'file') return null;
  const title = 'Who is an organisation admin is known from the file alone.';
  const age = ageText(now - admins.known.at);
  const body = `It is as old as the export (${age}). Atlassian could not say: ${admins.why}`.trim();
  return { code: 'admins-by-file', level: 'warn', title, body, count: 1, names: [] };
}

/** An account with the address of a protected account probably belongs to the same person. */
function addressAlarm({ planned, addressOwners }: PlanFacts): PlanAlarm | null {
  const found = planned.flatMap((user) => {
    for (const address of [user.email, user.listedEmail ?? ''].map(addressOf)) {
      const owner = addressOwners.get(address);
      if (owner && !isSame(user, owner)) return [{ ...user, address, owner }];
    }
    return [];
  });
  const title = `${users(found.length)} ${found.length === 1 ? 'has' : 'have'} the e-mail address of somebody protected.`;
  const body = 'Untick them on the review, or take the protection back with a reason on the page Settings.';
  const note = ({ accountId, address, owner }: (typeof found)[number]) =>
    `${accountId} has the address ${address} of the protected account ${owner.accountId}: ${owner.reason}`;
  return about('protected-address', 'refuse', title, body, found, note);
}

function earlierAlarms({ leftInactive }: PlanFacts): PlanAlarm[] {
  return leftInactive.slice(0, 1).map(({ run, users: count }) => {
    const others = leftInactive.slice(1).reduce((sum, each) => sum + each.users, 0);
    const more = others > 0 ? `, ${users(others)} in earlier runs` : '';
    const title = `${users(count)} of this file ${count === 1 ? 'was' : 'were'} left inactive by run ${run}${more}.`;
    const body =
      'They are not in this plan. Whoever came back is offered again with a fresh export, or once Atlassian was asked.';
    return { code: 'earlier-run', level: 'warn', title, body, count: count + others, names: [] };
  });
}

function sizeLimitAlarm({ planned, sizeLimit }: PlanFacts): PlanAlarm | null {
  if (sizeLimit.exceeded === null && sizeLimit.large) {
    const title = `This is ${percentText(sizeLimit.percent ?? 0)} of the organisation’s active accounts.`;
    const body = 'Make sure that the file is the one you mean.';
    return { code: 'large-share', level: 'warn', title, body, count: planned.length, names: [] };
  }
  if (sizeLimit.exceeded === null) return null;
  const share =
    sizeLimit.percent === null ? '' : ` (${percentText(sizeLimit.percent)} of the active accounts)`;
  const unknown = sizeLimit.unknown
    ? 'this may be more than the size limit allows'
    : 'more than the size limit allows';
  const title = `${users(planned.length)}${share}: ${unknown}.`;
  const body = `${sizeLimit.exceeded} Give the reason for going beyond it this once; it stands in the report.`;
  return { code: 'size-limit', level: 'reason', title, body, count: planned.length, names: [] };
}

function strangersAlarm({ planned, strangers }: PlanFacts): PlanAlarm | null {
  if (!strangers || planned.length === 0) return null;
  const title = 'Nobody of this file is a managed account of this organisation.';
  const body = 'Is the file of another organisation, or the key? Every call would be refused.';
  return { code: 'wrong-organisation', level: 'warn', title, body, count: planned.length, names: [] };
}

function failingAlarm({ planned }: PlanFacts): PlanAlarm | null {
  const failing = planned.filter(({ prediction }) => willFail(prediction));
  const title = `${users(failing.length)} ${failing.length === 1 ? 'is' : 'are'} predicted to be refused.`;
  const body = 'They stay active. Untick them on the review, or see there what to do about each.';
  return about(
    'predicted-to-fail',
    'warn',
    title,
    body,
    failing,
    ({ prediction }) => prediction?.reason ?? '',
  );
}

function returningAlarm({ planned }: PlanFacts): PlanAlarm | null {
  const returning = planned.filter(({ prediction }) => prediction?.comesBack);
  const title = `${users(returning.length)} will probably be put back by your identity provider.`;
  const body =
    'Atlassian lets you deactivate them, and the next sync may re-activate them. Deactivate them in the identity provider.';
  return about('comes-back', 'warn', title, body, returning);
}

function unlistedAlarm({ planned }: PlanFacts): PlanAlarm | null {
  const unlisted = planned.filter(({ prediction }) => prediction?.unlisted);
  const title = `${users(unlisted.length)} ${unlisted.length === 1 ? 'is' : 'are'} not on the list of managed accounts, yet Atlassian allows it.`;
  const body = 'Make sure that they are people of this organisation.';
  return about('unlisted', 'warn', title, body, unlisted);
}

function changedAlarm({ planned }: PlanFacts): PlanAlarm | null {
  const changed = planned.filter(({ prediction }) => prediction?.kind === 'changed');
  const title = `${users(changed.length)} changed since the export.`;
  const body = 'Make sure that they are still the people you mean.';
  return about('changed', 'warn', title, body, changed, ({ prediction }) => prediction?.reason ?? '');
}

function recentAlarm({ planned, now }: PlanFacts): PlanAlarm | null {
  const recent = planned
    .flatMap((user) => {
      const days = daysSince(user.lastSeen, now);
      return days <= recentDays ? [{ ...user, days }] : [];
    })
    .sort((a, b) => a.days - b.days);
  const title = `${count(recent.length)} ${recent.length === 1 ? 'was' : 'were'} active within the last ${recentDays} days.`;
  return about('recently-active', 'warn', title, '', recent, ({ days }) => daysText(days));
}

function serviceAlarm({ planned }: PlanFacts): PlanAlarm | null {
  const bots = planned.filter(isServiceAccount);
  const title = `${count(bots.length)} ${bots.length === 1 ? 'looks' : 'look'} like a service account.`;
  const body = 'By the name alone. What signs in with such an account stops working.';
  return about('service-accounts', 'warn', title, body, bots, ({ email }) => email);
}

function tokensAlarm({ planned, now }: PlanFacts): PlanAlarm | null {
  const inUse = planned.filter(({ tokensUsed }) => daysSince(tokensUsed, now) <= recentDays);
  const title = `${count(inUse.length)} ${inUse.length === 1 ? 'has' : 'have'} an API token in use.`;
  const body = `Used within the last ${recentDays} days: something works with it, and will stop.`;
  return about(
    'tokens-in-use',
    'warn',
    title,
    body,
    inUse,
    ({ tokensUsed }) => tokensUsed?.slice(0, 10) ?? '',
  );
}

function emptiedAlarms({ planned, memberships, activeBy }: PlanFacts): (PlanAlarm | null)[] {
  // A user who is predicted to be refused stays active.
  const going = planned.filter(({ prediction }) => !willFail(prediction));
  const gone = new Set(going.map(({ accountId }) => accountKey(accountId)));
  const kinds = [
    ['empties-domain', 'domain', 'e-mail domain', 'e-mail domains', activeBy?.domain ?? null],
    ['empties-group', 'group', 'group', 'groups', activeBy ? {} : null],
    ['empties-product', 'product', 'product', 'products', activeBy?.product ?? null],
  ] as const;
  return kinds.map(([code, kind, one, many, organisation]) => {
    // A group may have members outside the file, and no list shows them.
    if (kind === 'group' && activeBy?.allInFile === false) return null;
    const empty = emptied(memberships, gone, kind, organisation);
    if (empty.length === 0) return null;
    const which = `${count(empty.length)} ${empty.length === 1 ? one : many}`;
    const left = `${which} would have nobody active left`;
    const hidden = kind === 'domain' ? (activeBy?.addressesHidden ?? 0) : 0;
    const { title, body } = emptiedText(left, { whole: activeBy !== null, hidden });
    const names = empty
      .slice(0, maxNames)
      .map(({ name, members }) => ({ key: name, name, note: users(members) }));
    return { code, level: 'warn', title, body, count: empty.length, names };
  });
}

/** The alarm's text. It claims nothing beyond what is known. */
function emptiedText(left: string, { whole, hidden }: { whole: boolean; hidden: number }) {
  if (!whole) {
    const body = 'Whether others of the organisation stay is not known: its list was not read whole.';
    return { title: `Of those in this file, ${left}.`, body };
  }
  if (hidden === 0) return { title: `${left}.`, body: '' };
  const body = `Atlassian’s list leaves out the address of ${users(hidden)} who may stay.`;
  return { title: `Of those whose address is known, ${left}.`, body };
}

function oldExportAlarm({ fileAt, now }: PlanFacts): PlanAlarm | null {
  if (fileAt === null || now - fileAt <= day) return null;
  const title = `The export is ${ageText(now - fileAt)} old.`;
  const body = 'What has changed since is not in it. A fresh export is the safer one.';
  return { code: 'old-export', level: 'warn', title, body, count: 1, names: [] };
}

/** A duration as text: `30 hours`, `3 days`. */
function ageText(ms: number): string {
  const hours = Math.max(0, Math.floor(ms / 3_600_000));
  if (hours < 1) return 'less than an hour';
  if (hours < 48) return hours === 1 ? 'one hour' : `${hours} hours`;
  return `${Math.floor(hours / 24)} days`;
}

function isSame(one: { accountId: string }, other: { accountId: string }): boolean {
  return accountKey(one.accountId) === accountKey(other.accountId);
}

function about<T extends PlannedUser>(
  code: PlanAlarm['code'],
  level: PlanAlarm['level'],
  title: string,
  body: string,
  people: readonly T[],
  note: (user: T) => string = ({ email }) => email,
): PlanAlarm | null {
  if (people.length === 0) return null;
  const names = people.slice(0, maxNames).map((user) => ({
    key: user.accountId,
    name: user.name || user.email || user.accountId,
    note: note(user),
  }));
  return { code, level, title, body, count: people.length, names };
}

/** Whole days between a date and `now`; Infinity if there is no date. A date in the future counts as today. */
function daysSince(date: string | null, now: number): number {
  const at = date === null ? Number.NaN : Date.parse(date);
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor((now - at) / day));
}

function daysText(days: number): string {
  if (days === 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

const counts = new Intl.NumberFormat('en-GB');
const count = (value: number) => counts.format(value);
const users = (value: number) => `${count(value)} ${value === 1 ? 'user' : 'users'}`;
