/** Alarms about what preflight predicts. */
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { PlanFacts } from '#lib/domain/plan/alarms/plan-facts';
import { alarmAbout, users } from '#lib/domain/plan/alarms/wording';
import { willFail } from '#lib/domain/preflight/preflight';
import { filterInPieces, type Pieces } from '#lib/domain/text/pieces';

/** Users are predicted to be refused. */
export function* failingAlarm({ planned }: PlanFacts): Pieces<PlanAlarm | null> {
  const failing = yield* filterInPieces(planned, ({ prediction }) => willFail(prediction));
  const title = `${users(failing.length)} ${failing.length === 1 ? 'is' : 'are'} predicted to be refused.`;
  const body =
    'They stay active. The reason is beside each name. Take them out of the plan, or see to the reason first.';
  return alarmAbout(failing, {
    code: 'predicted-to-fail',
    level: 'warn',
    title,
    body,
    note: ({ prediction }) => prediction?.reason ?? '',
  });
}

/** Atlassian refused users in an earlier run, and may refuse them again. A retry of users of a run needs no such word. */
export function* refusedBeforeAlarm({ planned, isOfRun }: PlanFacts): Pieces<PlanAlarm | null> {
  if (isOfRun) return null;
  const refused = yield* filterInPieces(planned, ({ refusedBefore }) => refusedBefore !== null);
  const title = `${users(refused.length)} ${refused.length === 1 ? 'was' : 'were'} refused by Atlassian in an earlier run.`;
  const body =
    'They may be refused again until somebody sees to the reason. A check shows neither an unverified address nor a site that somebody owns.';
  return alarmAbout(refused, {
    code: 'refused-before',
    level: 'warn',
    title,
    body,
    note: ({ refusedBefore }) => refusedBefore ?? '',
  });
}

/** An identity provider will probably put users back. */
export function* returningAlarm({ planned }: PlanFacts): Pieces<PlanAlarm | null> {
  const returning = yield* filterInPieces(planned, ({ prediction }) => prediction?.comesBack === true);
  const title = `${users(returning.length)} will probably be put back by your identity provider.`;
  const body =
    'Atlassian lets you deactivate them, and the next sync may re-activate them. Deactivate them in the identity provider.';
  return alarmAbout(returning, { code: 'comes-back', level: 'warn', title, body });
}

/** Users are not on the list of managed accounts, and may be deactivated. */
export function* unlistedAlarm({ planned }: PlanFacts): Pieces<PlanAlarm | null> {
  const unlisted = yield* filterInPieces(planned, ({ prediction }) => prediction?.unlisted === true);
  const title = `${users(unlisted.length)} ${unlisted.length === 1 ? 'is' : 'are'} not on the list of managed accounts, yet Atlassian allows it.`;
  const body = 'Make sure that they are people of this organisation.';
  return alarmAbout(unlisted, { code: 'unlisted', level: 'warn', title, body });
}

/** Users changed since the export. */
export function* changedAlarm({ planned }: PlanFacts): Pieces<PlanAlarm | null> {
  const changed = yield* filterInPieces(planned, ({ prediction }) => prediction?.kind === 'changed');
  const title = `${users(changed.length)} changed since the export.`;
  const body = 'Make sure that they are still the people you mean.';
  return alarmAbout(changed, {
    code: 'changed',
    level: 'warn',
    title,
    body,
    note: ({ prediction }) => prediction?.reason ?? '',
  });
}
