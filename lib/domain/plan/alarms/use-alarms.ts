/** Alarms about accounts that somebody or something still works with. */
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { PlanFacts, PlannedUser } from '#lib/domain/plan/alarms/plan-facts';
import { isServiceAccount } from '#lib/domain/plan/alarms/service-account';
import { alarmAbout, daysSince, daysText } from '#lib/domain/plan/alarms/wording';
import { filterInPieces, inGroups, type Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';

/** Users seen within this many days count as recently active. */
const recentDays = 30;

/** Users were active recently; the latest come first. */
export function* recentAlarm({ planned, now }: PlanFacts): Pieces<PlanAlarm | null> {
  const byDays = Array.from({ length: recentDays + 1 }, (): (PlannedUser & { days: number })[] => []);
  for (const group of inGroups(planned)) {
    for (const user of group) {
      const days = daysSince(user.lastSeen, now);
      byDays[days]?.push({ ...user, days });
    }
    yield;
  }
  const recent = byDays.flat();
  const title = `${whole(recent.length)} ${recent.length === 1 ? 'was' : 'were'} active within the last ${recentDays} days.`;
  return alarmAbout(recent, {
    code: 'recently-active',
    level: 'warn',
    title,
    body: '',
    note: ({ days }) => daysText(days),
  });
}

/**
 * Users may have been active recently, since the order of day and month in their dates is not known. Users whom
 * Atlassian's readings show as recently active are in the alarm about recent activity instead.
 */
export function* datesAlarm({ planned, now }: PlanFacts): Pieces<PlanAlarm | null> {
  const waiting = yield* filterInPieces(
    planned,
    ({ dateWaits, lastSeen }) => dateWaits && daysSince(lastSeen, now) > recentDays,
  );
  const title = `It is not known when ${whole(waiting.length)} ${waiting.length === 1 ? 'was' : 'were'} last seen.`;
  const body =
    'Their dates can be read in two ways. Say on the review whether the day or the month is first, so that those active not long ago are named.';
  return alarmAbout(waiting, { code: 'dates-unanswered', level: 'warn', title, body });
}

/** Users look like service accounts. */
export function* serviceAlarm({ planned }: PlanFacts): Pieces<PlanAlarm | null> {
  const bots = yield* filterInPieces(planned, isServiceAccount);
  const title = `${whole(bots.length)} ${bots.length === 1 ? 'looks' : 'look'} like a service account.`;
  const body = 'Judged by the name alone. Everything that signs in with such an account stops working.';
  return alarmAbout(bots, { code: 'service-accounts', level: 'warn', title, body });
}

/** Atlassian has not named the organisation's service accounts, so none of them is protected by that fact. */
export function serviceUnknownAlarm({ planned, serviceAccountsUnknown: why }: PlanFacts): PlanAlarm | null {
  if (why === null || planned.length === 0) return null;
  return {
    code: 'service-accounts-unknown',
    level: 'warn',
    title: 'It is not known which accounts are service accounts.',
    body: `${why} Lockstep can only judge by the names of the selected users.`,
    count: planned.length,
    names: [],
  };
}

/** Users' API tokens are in use. */
export function* tokensAlarm({ planned, now }: PlanFacts): Pieces<PlanAlarm | null> {
  const inUse = yield* filterInPieces(planned, ({ tokensUsed }) => daysSince(tokensUsed, now) <= recentDays);
  const title = `${whole(inUse.length)} ${inUse.length === 1 ? 'has' : 'have'} an API token in use.`;
  const body = `Used within the last ${recentDays} days. Everything that uses the token will stop working.`;
  return alarmAbout(inUse, {
    code: 'tokens-in-use',
    level: 'warn',
    title,
    body,
    note: ({ tokensUsed }) => tokensUsed?.slice(0, 10) ?? '',
  });
}
