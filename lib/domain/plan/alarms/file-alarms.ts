/** Alarms about the plan as a whole and the file it comes from. */
import { isFromFuture } from '#lib/domain/directory/freshness';
import { maxNames, type PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import { percentText } from '#lib/domain/plan/alarms/percent-text';
import type { PlanFacts } from '#lib/domain/plan/alarms/plan-facts';
import { ageText, users } from '#lib/domain/plan/alarms/wording';
import { filterInPieces, type Pieces } from '#lib/domain/text/pieces';

const day = 86_400_000;

/** The plan is above the size limit, or a large share of the organisation. */
export function sizeLimitAlarm({ planned, sizeLimit }: PlanFacts): PlanAlarm | null {
  if (sizeLimit.exceeded === null && sizeLimit.large) {
    const title = `This is up to ${percentText(sizeLimit.percent ?? 0)} of the organisation’s active accounts.`;
    const body = 'Make sure that the file is the one you mean.';
    return { code: 'large-share', level: 'warn', title, body, count: planned.length, names: [] };
  }
  if (sizeLimit.exceeded === null) return null;
  const share =
    sizeLimit.percent === null ? '' : `, up to ${percentText(sizeLimit.percent)} of the active accounts`;
  const unknown = sizeLimit.unknown
    ? 'this may be more than the size limit allows'
    : 'more than the size limit allows';
  const title = `${users(planned.length)}${share}: ${unknown}.`;
  const body = `${sizeLimit.exceeded} Give a reason for exceeding it this once. The report shows the reason.`;
  return { code: 'size-limit', level: 'reason', title, body, count: planned.length, names: [] };
}

/** Users whose row in the file has a remark, and whom the admin ticked. */
export function* doubtfulAlarm({ planned }: PlanFacts): Pieces<PlanAlarm | null> {
  const doubtful = yield* filterInPieces(planned, ({ remark }) => remark !== null);
  const count = doubtful.length;
  if (count === 0) return null;
  const title = `${users(count)} of this plan ${count === 1 ? 'is' : 'are'} doubtful: the file has a remark on ${count === 1 ? 'the row' : 'each row'}.`;
  const body =
    'They started unticked, and were ticked by you. Make sure that you have looked at each of them.';
  const names = doubtful.slice(0, maxNames).map(({ accountId, name, email, remark }) => ({
    key: accountId,
    name: name || email || accountId,
    note: remark ?? '',
  }));
  return {
    code: 'doubtful',
    level: 'warn',
    title,
    body,
    count,
    names,
    users: doubtful.map(({ position }) => position),
  };
}

/** Earlier runs left users of the file inactive. */
export function earlierAlarms({ leftInactive }: PlanFacts): PlanAlarm[] {
  return leftInactive.slice(0, 1).map(({ run, users: count }) => {
    const others = leftInactive.slice(1).reduce((sum, each) => sum + each.users, 0);
    const more = others > 0 ? `, ${users(others)} in earlier runs` : '';
    const title = `${users(count)} of this file ${count === 1 ? 'was' : 'were'} left inactive by run ${run}${more}.`;
    const body =
      'They are not in this plan. A user who came back is offered again after a fresh export or a check with Atlassian.';
    return { code: 'earlier-run', level: 'warn', title, body, count: count + others, names: [] };
  });
}

/** The file is older than a day, or its age is not known. */
export function oldExportAlarm({ fileAt, now }: PlanFacts): PlanAlarm | null {
  if (fileAt === null || (now - fileAt <= day && !isFromFuture(fileAt, now))) return null;
  const title = isFromFuture(fileAt, now)
    ? 'The age of the export is not known: by the clock of this computer it is from the future.'
    : `The export is ${ageText(now - fileAt)} old.`;
  const body = 'It lacks what has changed since. A fresh export is safer.';
  return { code: 'old-export', level: 'warn', title, body, count: 1, names: [] };
}
