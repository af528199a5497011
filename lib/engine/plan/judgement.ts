/** Judges a plan before it is sealed: predictions, terms, alarms, and questions to the admin. */
import { accountKey } from '#lib/domain/account/account-id';
import { knownTime } from '#lib/domain/directory/freshness';
import type { Known } from '#lib/domain/directory/known';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import { planAlarms } from '#lib/domain/plan/alarms/alarms';
import type { AdminKnowledge, PlanFacts, PlannedUser } from '#lib/domain/plan/alarms/plan-facts';
import { judgeSizeLimit, type SizeLimitVerdict } from '#lib/domain/plan/alarms/size-limit';
import { users } from '#lib/domain/plan/alarms/wording';
import type { PlanEntry, PlanTerms } from '#lib/domain/plan/plan';
import { protectionText } from '#lib/domain/plan/plan-text';
import { alarmQuestion, type PlanQuestion } from '#lib/domain/plan/question';
import { planQuestions, type QuestionAlarm } from '#lib/domain/plan/questions';
import { askedAt, type PredictionKind } from '#lib/domain/preflight/preflight';
import { protectedAddresses } from '#lib/domain/protection/protected-addresses';
import { fileTime } from '#lib/domain/roster/file-time';
import { inGroups, inPieces, type Pieces } from '#lib/domain/text/pieces';
import { activeAccountsOf, activeByOf, judgeSize } from '#lib/engine/plan/active-accounts';
import { adminsOf } from '#lib/engine/plan/admin-knowledge';
import type { Answers } from '#lib/engine/plan/answers';
import { addressesOf, membership, membershipByAtlassian, plannedUser } from '#lib/engine/plan/planned-users';
import type { ToJudge, ToJudgeRestore } from '#lib/engine/plan/to-judge';
import { unaskedRules } from '#lib/engine/plan/unasked-rules';

/** The result of a judgement. */
export interface Judged {
  people: Omit<PlanEntry, 'position'>[];
  terms: PlanTerms;
  alarms: PlanAlarm[];
}

/** Judges a plan that deactivates, or a dry run of one, in pieces. Nothing is stored or refused here. */
export function* judgePlan(parts: ToJudge): Pieces<Judged> {
  const { candidates, knowledge, protections } = parts;
  const planned: PlannedUser[] = [];
  const mayBeAdmins = new Set(parts.organisation.mayBeAdmins.map(({ accountId }) => accountKey(accountId)));
  // Called once, since each call compares all runs with the ones counted before.
  const lastRuns = parts.history.lastRuns();
  for (const group of inGroups(candidates)) {
    for (const candidate of group)
      planned.push(plannedUser(candidate, planned.length, knowledge, mayBeAdmins, lastRuns));
    yield;
  }
  const admins = yield* adminsOf(parts);
  const { activeAccounts, reach, verdict } = judgeSize(parts, planned);
  const alarms = yield* planAlarms(yield* factsOf(parts, planned, admins, verdict));
  const asked = planQuestions({
    planned,
    admins,
    operatorKnown: parts.operatorKnown,
    unasked: yield* unaskedRules(parts, planned),
    organisation: parts.organisationSigns,
  });
  const questions = [
    ...asked.map((each) => answered(each, parts.answers)),
    ...alarms.flatMap((alarm) => keptAlarm(alarm, parts.answers)),
  ];
  const open = asked.filter((_, at) => questions[at]?.answer === null);
  const shown = [
    ...alarms.filter(({ level }) => level === 'refuse'),
    ...open,
    ...alarms.filter(({ level }) => level !== 'refuse'),
  ];
  const terms: PlanTerms = {
    protections: { count: protections.size, digest: parts.sha256(protectionText(protections)) },
    preflightAt: knowledge.predictions === null ? null : askedAt(knowledge.record),
    activeAccounts,
    reach,
    predicted: tallyOf(planned),
    sizeLimit: sizeTerms(parts, verdict.exceeded),
    alarms: shown.map(({ code, count }) => ({ code, count })),
    admins: admins.known,
    questions,
  };
  const people = yield* inPieces(planned, ({ accountId, name, email, prediction }) => [
    { accountId, name, email, ...(prediction ? { prediction } : {}) },
  ]);
  return { people, terms, alarms: shown };
}

/** The facts that the alarms look at. */
function* factsOf(
  parts: ToJudge,
  planned: readonly PlannedUser[],
  admins: AdminKnowledge,
  sizeLimit: SizeLimitVerdict,
): Pieces<PlanFacts> {
  const { file, knowledge } = parts;
  // Called once, since each call compares all runs with the ones counted before.
  const lastRuns = parts.history.lastRuns();
  const written = file && { kind: file.roster.kind, fileAt: knownTime(fileTime(file.roster), parts.now) };
  return {
    planned,
    memberships: written
      ? yield* inPieces(file.users, (user) => membership(user, knowledge, lastRuns, written))
      : yield* inPieces(parts.candidates, (each) => [membershipByAtlassian(each, knowledge)]),
    activeBy: yield* activeByOf(parts),
    admins,
    operator: parts.operator,
    ownAddress: parts.ownAddress,
    addressOwners: yield* protectedAddresses(parts.protections, addressesOf(parts)),
    sizeLimit,
    fileAt: file && fileTime(file.roster),
    now: parts.now,
    isOfRun: parts.isOfRun,
    leftInactive: parts.leftInactive,
    serviceAccountsUnknown: whyUnknown(parts.organisation.serviceAccounts),
  };
}

/** The reason why a fact of the organisation is not known, as a sentence; null if it is. */
function whyUnknown(fact: Known<unknown>): string | null {
  if (fact.state === 'known') return null;
  return fact.state === 'unknown' ? fact.message : 'Lockstep has not asked Atlassian.';
}

/** The number of users by prediction. */
function tallyOf(planned: readonly PlannedUser[]): Partial<Record<PredictionKind, number>> {
  const predicted: Partial<Record<PredictionKind, number>> = {};
  for (const { prediction } of planned) {
    if (prediction) predicted[prediction.kind] = (predicted[prediction.kind] ?? 0) + 1;
  }
  return predicted;
}

/** Judges a restore. It has no questions, and only the size limit applies. */
export function* judgeRestore(parts: ToJudgeRestore): Pieces<Judged> {
  const { candidates, protections } = parts;
  const active = activeAccountsOf(parts);
  const count = candidates.length;
  // The share is of the accounts that would be active afterwards.
  const { exceeded } = judgeSizeLimit(parts.sizeLimit, count, active === null ? null : active + count);
  const terms: PlanTerms = {
    protections: { count: protections.size, digest: parts.sha256(protectionText(protections)) },
    preflightAt: null,
    activeAccounts: active,
    reach: count,
    predicted: {},
    sizeLimit: sizeTerms(parts, exceeded),
    alarms: [],
    questions: [],
  };
  const people = yield* inPieces(candidates, ({ accountId, name, email }) => [{ accountId, name, email }]);
  return { people, terms, alarms: exceeded === null ? [] : [restoreAlarm(count, exceeded)] };
}

function restoreAlarm(count: number, exceeded: string): PlanAlarm {
  return {
    code: 'size-limit',
    level: 'reason',
    title: `${users(count)}: the size limit holds for a restore, too.`,
    body: `${exceeded} Give a reason for exceeding it this once. The report shows the reason.`,
    count,
    names: [],
  };
}

function sizeTerms(
  { sizeLimit, raisedBecause }: Pick<ToJudge, 'sizeLimit' | 'raisedBecause'>,
  exceeded: string | null,
): PlanTerms['sizeLimit'] {
  return { ...sizeLimit, exceeded, raisedBecause: exceeded === null ? null : raisedBecause };
}

function answered({ question, title, count }: QuestionAlarm, answers: Answers): PlanQuestion {
  return { question, title, about: count, answer: answers.get(question) ?? null };
}

/** A warning that the admin has looked at, as an answered question of the plan; none for other alarms. */
function keptAlarm({ code, level, title, count }: PlanAlarm, answers: Answers): PlanQuestion[] {
  const question = alarmQuestion(code);
  const answer = level === 'warn' ? answers.get(question) : undefined;
  return answer ? [{ question, title, about: count, answer }] : [];
}
