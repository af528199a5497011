/**
 * Seals plans: freezes exactly the users that a run may call. Plans from files and from runs get the same judgement.
 */
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import type { PlanAnswer } from '#lib/domain/plan/question';
import type { RunOptions } from '#lib/domain/plan/run-options';
import { selectionTerm } from '#lib/domain/plan/selection-term';
import type { PlanSource } from '#lib/domain/plan/source';
import type { WhoWish } from '#lib/domain/plan/who-and-why';
import { type ProtectionRule, ruleLabel } from '#lib/domain/protection/protection-rule';
import { isReported } from '#lib/domain/run/import';
import { whole } from '#lib/domain/text/whole';
import { tickedCandidates } from '#lib/engine/directory/candidates';
import { done, failed, type Result } from '#lib/engine/errors';
import { takeAnswers } from '#lib/engine/plan/answers';
import { checkDestination, connected } from '#lib/engine/plan/destination';
import { freezePlan } from '#lib/engine/plan/freeze';
import { judgeSource, knownFor } from '#lib/engine/plan/judge-source';
import type { PlanParts } from '#lib/engine/plan/plan-parts';
import { fileOf, originOf, rowsOf } from '#lib/engine/plan/roster-file';
import {
  type Parent,
  plannedAs,
  type SealSource,
  tickedUsers,
  usersOfRun,
} from '#lib/engine/plan/seal-source';
import { unaskedRules } from '#lib/engine/plan/unasked-rules';
import { whoSeals } from '#lib/engine/plan/who-seals';
import { protectKnown } from '#lib/engine/protection/known-protections';
import { inTurns } from '#lib/engine/turns';

/** A sealed plan, with what was found when it was sealed. */
export interface SealedPlan {
  plan: Plan;
  entries: PlanEntry[];
  /** The alarms, and the questions to be answered. */
  alarms: readonly PlanAlarm[];
  /** What the admin should know before confirming, such as users left out and effects that cannot be undone. */
  notes: string[];
}

/** The admin's options for a plan. */
export interface SealWish {
  options?: RunOptions | undefined;
  /** Why this one plan may exceed the size limit. */
  raisedBecause?: string | null | undefined;
  /** Answers to what the guards could not check. */
  answers?: readonly PlanAnswer[] | undefined;
  /** The operator, the reason and the ticket of the plan. */
  who?: WhoWish | undefined;
}

/** The same for a plan with users of a run. */
interface RunWish extends SealWish {
  organisationId?: string | undefined;
  positions?: readonly number[] | undefined;
}

/** The verbs on plans. */
export interface PlanVerbs {
  /**
   * Asks Atlassian for what the judgement needs, including the organisation's lists if there is a roster. Resolves
   * after `patience` at the latest.
   */
  prepare(rosterId: string | null, patience?: Patience): Promise<void>;
  /** Seals the ticked, eligible users of a roster, in file order. A dry run does everything except the writes. */
  seal(
    rosterId: string,
    message: string | null,
    wish?: SealWish & { dryRun?: boolean | undefined },
  ): Result<SealedPlan>;
  /**
   * Seals some users of an ended run, in the order of its plan. `organisationId` says where they belong if imported
   * results do not. `positions`: only these of them.
   */
  sealFrom(parent: Parent, users: PlanSource, wish?: RunWish): Result<SealedPlan>;
  get(id: string): Result<SealedPlan>;
  /**
   * Protects those users of a sealed plan whom a rule matches or Atlassian calls an organisation admin by now. A rule
   * that is younger than the plan finds by itself only the users of stored rosters.
   */
  guard(sealed: Pick<SealedPlan, 'plan' | 'entries'>): void;
  /**
   * Alarms against a sealed plan that are new since it was sealed: those that refuse it, and rules added since that
   * could not be checked. Always empty for a restore or a dry run.
   */
  since(sealed: Pick<SealedPlan, 'plan' | 'entries'>): PlanAlarm[];
  /**
   * The rules that could not be checked for some users of a plan sealed from this roster now, with the number of users.
   */
  unasked(rosterId: string): Promise<{ rule: ProtectionRule; users: number }[]>;
}

/** How long to wait for Atlassian before a plan is sealed without its answer, in ms. */
interface Patience {
  /** For the few facts that the guards need. */
  facts: number;
  /** For the organisation's lists, after the facts. */
  lists: number;
}

const usualPatience: Patience = { facts: 20_000, lists: 2_500 };

/** Verbs over stored plans. */
export function newPlans(parts: PlanParts): PlanVerbs {
  return {
    prepare: (rosterId, patience = usualPatience) => prepare(parts, rosterId, patience),
    seal(rosterId, message, { dryRun = false, ...wish } = {}) {
      const source = tickedUsers(parts, rosterId, message, dryRun);
      return source.ok ? sealSource(parts, source.value, wish) : source;
    },
    sealFrom: (parent, users, wish = {}) => sealFrom(parts, parent, users, wish),
    guard: (sealed) => guard(parts, sealed),
    since: (sealed) => since(parts, sealed),
    unasked: (rosterId) => unasked(parts, rosterId),
    get: (id) => get(parts, id),
  };
}

async function prepare(
  { organisation, preflight }: PlanParts,
  rosterId: string | null,
  { facts, lists }: Patience,
): Promise<void> {
  await organisation.ask(facts);
  if (rosterId === null) return;
  await preflight.refresh(rosterId, lists);
  // Read in pieces now, so that sealing finds the users and what is known of them in memory.
  await preflight.knownInPieces(rosterId);
}

function sealFrom(
  parts: PlanParts,
  parent: Parent,
  users: PlanSource,
  { organisationId, positions, ...wish }: RunWish,
): Result<SealedPlan> {
  const { imported } = parent.state;
  if (isReported(imported) && users !== 'deactivated') {
    return failed(
      'conflict',
      'Of a run from a report, only a restore can be made.',
      'Upload a list to deactivate users.',
    );
  }
  if (users === 'deactivated' && imported !== null && !isReported(imported)) {
    const message =
      'An imported run cannot be restored: its results do not say who was active before the calls.';
    return failed('conflict', message, 'Re-activate the users you mean in admin.atlassian.com.');
  }
  const now = connected(parts);
  if (!now.ok) return now;
  const belongs = checkDestination(parent, organisationId, now.value);
  return belongs.ok ? sealSource(parts, usersOfRun(parts, parent, users, positions), wish) : belongs;
}

/** Seals every kind of plan: answers, rules, judgement, digest. */
function sealSource(parts: PlanParts, source: SealSource, wish: SealWish): Result<SealedPlan> {
  const { rules, protections } = parts;
  const organisation = connected(parts);
  if (!organisation.ok) return organisation;
  const answers = takeAnswers(wish.answers ?? [], source.candidates(), rules.list(), protections);
  if (!answers.ok) return answers;
  const candidates = source.candidates();
  const knowledge = knownFor(parts, source.file, candidates);
  protectKnown(parts, candidates, knowledge.everSaid);
  const judged = judgeSource(parts, source, answers.value, wish.raisedBecause || null);
  const refused = judged.alarms.find(({ level }) => level === 'refuse');
  // A dry run reports what would stop the run, and continues.
  if (refused && source.act === 'deactivate') {
    const names = refused.names.map(({ name, note }) => (note ? `${name} (${note})` : name));
    return failed('conflict', refused.title, refused.body, names);
  }
  if (judged.people.length === 0) return nobodySelected(parts, source);
  const who = whoSeals(parts, wish.who ?? {}, source.sameWork ?? null);
  const selection = selectionTerm(source.counts?.() ?? null, rules.list().map(ruleLabel));
  const more = { options: wish.options, optionalTerms: { ...who, ...selection } };
  const { plan, entries } = freezePlan(parts, source, judged, organisation.value, more);
  parts.runStore.savePlan(plan, entries, judged.alarms);
  return done({ plan, entries, alarms: judged.alarms, notes: source.notes() });
}

function nobodySelected({ selection }: PlanParts, { file, notes }: SealSource): Result<never> {
  const before = file ? selection.leftInactive(file.id) : [];
  const details = before.map(
    ({ run, users }) =>
      `${whole(users)} ${users === 1 ? 'user of this file was' : 'users of this file were'} left inactive by run ${run}.`,
  );
  const hint = 'Tick at least one user who can be deactivated.';
  return failed('nothing-selected', 'Nobody is selected.', hint, [...details, ...notes()]);
}

function guard(parts: PlanParts, { plan, entries }: Pick<SealedPlan, 'plan' | 'entries'>): void {
  const file = originOf(parts, plan);
  const rows = rowsOf(file);
  const candidates = entries.map((entry) => plannedAs(entry, rows));
  protectKnown(parts, candidates, knownFor(parts, file, candidates).everSaid);
}

function since(parts: PlanParts, { plan, entries }: Pick<SealedPlan, 'plan' | 'entries'>): PlanAlarm[] {
  const { act = 'deactivate' } = plan;
  if (act !== 'deactivate') return [];
  const file = originOf(parts, plan);
  const rows = rowsOf(file);
  const candidates = () => entries.map((entry) => plannedAs(entry, rows));
  const asked = new Set(plan.terms?.questions?.map(({ question }) => question));
  const { alarms } = judgeSource(parts, { act, file, candidates, operatorKnown: true }, new Map(), null);
  return alarms.filter(
    ({ level, code, question = '' }) =>
      level === 'refuse' || (code === 'rule-unasked' && !asked.has(question)),
  );
}

async function unasked(
  parts: PlanParts,
  rosterId: string,
): Promise<{ rule: ProtectionRule; users: number }[]> {
  const rules = parts.rules.list();
  if (rules.length === 0) return [];
  const reviewed = await inTurns(parts.selection.review(rosterId));
  const knowledge = await parts.preflight.knownInPieces(rosterId);
  const candidates = await inTurns(tickedCandidates(reviewed));
  const asked = { candidates, file: fileOf(parts, rosterId), knowledge, rules, now: parts.clock.wall() };
  const found = await inTurns(unaskedRules(asked, candidates));
  return found.map(({ rule, users }) => ({ rule, users: users.length }));
}

function get({ runStore }: PlanParts, id: string): Result<SealedPlan> {
  const plan = runStore.plan(id);
  if (!plan) {
    return failed('not-found', 'This plan no longer exists.', 'Go back to the review and try again.');
  }
  const alarms = runStore.planAlarms(id);
  return done({ plan, entries: runStore.planEntries(id), alarms, notes: [] });
}
