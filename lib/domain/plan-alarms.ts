/** Everything that speaks against a plan, with the names behind it. Pure; one function an alarm. */
import { maxNames, type PlanAlarm } from '#lib/domain/plan-alarm';
import { type BrakeVerdict, percentText } from '#lib/domain/plan-brake';
import { emptied, type Membership } from '#lib/domain/plan-emptied';
import { isServiceAccount } from '#lib/domain/plan-service-account';
import { type OrganisationAdmin, type Prediction, willFail } from '#lib/domain/preflight';

/** One user of the plan with all that is known of them. */
export interface PlannedUser {
  accountId: string;
  name: string;
  email: string;
  organisationAdmin: boolean;
  /** The latest date known, YYYY-MM-DD; null for never or not known. */
  lastSeen: string | null;
  prediction: Prediction | undefined;
  /** ISO 8601, the last use of an API token; null for never or not known. */
  tokensUsed: string | null;
}

export interface PlanFacts {
  planned: readonly PlannedUser[];
  /** Everybody who could be left in a domain, group or product, planned or not. */
  memberships: readonly Membership[];
  /** Active accounts of the whole organisation, where it was asked. */
  activeBy: { domain: Readonly<Record<string, number>>; product: Readonly<Record<string, number>> };
  /** All organisation admins that are known; `complete` where Atlassian named them. */
  admins: { people: readonly OrganisationAdmin[]; complete: boolean };
  operator: { accountId: string; name: string } | null;
  brake: BrakeVerdict;
  /** When the file was written or uploaded, and `now`: ms since the epoch. */
  fileAt: number;
  now: number;
  /** Nobody of the file is among the accounts that the organisation manages. */
  strangers: boolean;
}

const day = 86_400_000;
/** Who was seen within so many days is called recently active. */
export const recentDays = 30;

/** All alarms of a plan, the gravest first. */
export function planAlarms(facts: PlanFacts): PlanAlarm[] {
  return [
    operatorAlarm(facts),
    adminsAlarm(facts),
    brakeAlarm(facts),
    strangersAlarm(facts),
    failingAlarm(facts),
    tokensAlarm(facts),
    serviceAlarm(facts),
    recentAlarm(facts),
    changedAlarm(facts),
    ...emptiedAlarms(facts),
    oldExportAlarm(facts),
  ].filter((alarm) => alarm !== null);
}

function operatorAlarm({ planned, operator }: PlanFacts): PlanAlarm | null {
  const own = planned.filter(({ accountId }) => accountId === operator?.accountId);
  const body = 'You would lock yourself out. Untick your own account.';
  return about('operator', 'refuse', 'Your own account is in the plan.', body, own);
}

/** A plan that touches no admin is never held up by how few there are. */
function adminsAlarm({ planned, admins }: PlanFacts): PlanAlarm | null {
  const known = new Set(admins.people.map(({ accountId }) => accountId));
  const going = planned.filter((user) => user.organisationAdmin || known.has(user.accountId));
  const gone = new Set(going.map(({ accountId }) => accountId));
  const left = admins.people.filter(({ accountId, active }) => active && !gone.has(accountId)).length;
  if (left >= 2) return null;
  const who = left === 0 ? 'no organisation admin' : 'one organisation admin';
  const source = admins.complete ? '' : ', as far as the file says';
  const title = `This would leave ${who} active${source}.`;
  return about('last-admins', 'refuse', title, 'Keep at least two: untick some of these.', going);
}

function brakeAlarm({ planned, brake }: PlanFacts): PlanAlarm | null {
  if (brake.exceeded === null && brake.large) {
    const title = `This is ${percentText(brake.percent ?? 0)} of the organisation’s active accounts.`;
    const body = 'Make sure that the file is the one you mean.';
    return { code: 'large-share', level: 'warn', title, body, count: planned.length, names: [] };
  }
  if (brake.exceeded === null) return null;
  const share = brake.percent === null ? '' : ` (${percentText(brake.percent)} of the active accounts)`;
  const title = `${users(planned.length)}${share}: more than your brake allows.`;
  const body = `${brake.exceeded} Give the reason for raising it this once; it stands in the report.`;
  return { code: 'brake', level: 'reason', title, body, count: planned.length, names: [] };
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
  // Who is predicted to be refused stays.
  const going = planned.filter(({ prediction }) => !willFail(prediction));
  const gone = new Set(going.map(({ accountId }) => accountId));
  const kinds = [
    ['empties-domain', 'domain', 'e-mail domain', 'e-mail domains', activeBy.domain],
    ['empties-group', 'group', 'group', 'groups', {}],
    ['empties-product', 'product', 'product', 'products', activeBy.product],
  ] as const;
  return kinds.map(([code, kind, one, many, organisation]) => {
    const empty = emptied(memberships, gone, kind, organisation);
    if (empty.length === 0) return null;
    const title = `${count(empty.length)} ${empty.length === 1 ? one : many} would have nobody active left.`;
    const names = empty
      .slice(0, maxNames)
      .map(({ name, members }) => ({ key: name, name, note: users(members) }));
    return { code, level: 'warn', title, body: '', count: empty.length, names };
  });
}

function oldExportAlarm({ fileAt, now }: PlanFacts): PlanAlarm | null {
  const hours = Math.floor((now - fileAt) / 3_600_000);
  if (now - fileAt <= day) return null;
  const age = hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
  const title = `The export is ${age} old.`;
  const body = 'What has changed since is not in it. A fresh export is the safer one.';
  return { code: 'old-export', level: 'warn', title, body, count: 1, names: [] };
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

/** Whole days between a date and `now`; Infinity for none. A date in the future counts as today. */
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
