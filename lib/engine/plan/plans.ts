/** The verbs on plans: each freezes exactly the users that a run may call, or judges those of a sealed plan again. */
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { ruleQuestion } from '#lib/domain/plan/question';
import { selectionOf } from '#lib/domain/plan/selection-term';
import type { PlanSource } from '#lib/domain/plan/source';
import { ruleLabel } from '#lib/domain/protection/protection-rule';
import { isReported } from '#lib/domain/run/import';
import { atOnce, inPieces, type Pieces } from '#lib/domain/text/pieces';
import { tickedCandidates } from '#lib/engine/directory/candidates';
import { done, failed, type Result } from '#lib/engine/errors';
import { overtaken } from '#lib/engine/history/other-runs';
import { checkDestination, connected } from '#lib/engine/plan/destination';
import { judgeSource } from '#lib/engine/plan/judge-source';
import { planPages } from '#lib/engine/plan/pages';
import type { PlanParts } from '#lib/engine/plan/plan-parts';
import { fileOf, originOf } from '#lib/engine/plan/roster-file';
import {
  knownFor,
  type Parent,
  plannedUsers,
  type SealSource,
  tickedUsers,
  usersOfRun,
} from '#lib/engine/plan/seal-source';
import { judgedBy, type SealedPlan, type SealRequest, sealPlan } from '#lib/engine/plan/sealing';
import { type UnaskedRule, unaskedRules } from '#lib/engine/plan/unasked-rules';
import { protectKnown } from '#lib/engine/protection/known-protections';
import { inTurns, newQueue } from '#lib/engine/turns';

/** What the admin asks for when a plan with users of a roster is sealed. */
type SealRosterRequest = SealRequest & { dryRun?: boolean | undefined };

/** What the admin asks for when a plan with users of a run is sealed. */
export interface SealRunRequest extends SealRequest {
  organisationId?: string | undefined;
  positions?: readonly number[] | undefined;
}

/** The verbs on plans. */
export interface PlanVerbs {
  /**
   * Asks Atlassian for what the judgement needs, including the organisation's lists if there is a roster. Resolves
   * after `timeouts` at the latest.
   */
  prepare(rosterId: string | null, timeouts?: Timeouts): Promise<void>;
  /** Seals the ticked, eligible users of a roster, in file order. A dry run does everything except the writes. */
  seal(rosterId: string, message: string | null, request?: SealRosterRequest): Result<SealedPlan>;
  /**
   * The same, with other work in between; one plan after the other. Rejects if the signal is aborted, and then stores
   * nothing.
   */
  sealInPieces(
    rosterId: string,
    message: string | null,
    request?: SealRosterRequest,
    signal?: AbortSignal,
  ): Promise<Result<SealedPlan>>;
  /**
   * Seals some users of an ended run, in the order of its plan. `parent` is called at each attempt, for the run as it
   * is then. `organisationId` names the organisation of imported results that lack it. `positions`: only these users.
   * In pieces.
   */
  sealFrom(
    parent: () => Result<Parent>,
    users: PlanSource,
    request?: SealRunRequest,
  ): Pieces<Result<SealedPlan>>;
  get(id: string): Result<SealedPlan>;
  /** The same in pieces. */
  find(id: string): Pieces<Result<SealedPlan>>;
  /** The same, with other work in between. Rejects if the signal is aborted. */
  getInPieces(id: string, signal?: AbortSignal): Promise<Result<SealedPlan>>;
  /** Values that stay the same as long as nothing changes by which plans are judged. */
  revision(): readonly unknown[];
  /**
   * Protects users of a sealed plan whom a rule matches by now, or whom Atlassian now calls organisation admins. Adding
   * a rule finds only users of stored rosters, so this also applies rules that are younger than the plan. In pieces.
   */
  guard(sealed: Pick<SealedPlan, 'plan' | 'entries'>): Pieces<void>;
  /**
   * Alarms against a sealed plan that are new since it was sealed: those that refuse it, rules added since that could
   * not be checked, and a sign that its users are of another organisation. Always empty for a restore or a dry run. In
   * pieces.
   */
  since(sealed: Pick<SealedPlan, 'plan' | 'entries'>): Pieces<PlanAlarm[]>;
  /**
   * The rules about roles and groups that were added since the plan was sealed, and that no source can answer for some
   * of these users, with the number of these users. The values of all other rules are read before each call. Always
   * empty for a restore or a dry run. In pieces.
   */
  uncheckedSince(plan: Plan, entries: Iterable<PlanEntry>): Pieces<UnaskedRule[]>;
  /** The users of a plan made from a run whom another run has changed since then. In pieces. */
  overtaken(sealed: Pick<SealedPlan, 'plan' | 'entries'>): Pieces<PlanEntry[]>;
  /**
   * The rules that could not be checked for some users of a plan sealed from this roster now, with the number of users.
   */
  unasked(rosterId: string): Promise<UnaskedRule[]>;
}

/** The longest waits for Atlassian before a plan is sealed without its answer, in ms. */
interface Timeouts {
  /** For the few facts that the guards need. */
  facts: number;
  /** For the organisation's lists, after the facts. */
  lists: number;
}

const usualTimeouts: Timeouts = { facts: 20_000, lists: 2_500 };

/** Verbs over stored plans. */
export function newPlans(parts: PlanParts): PlanVerbs {
  const oneAfterTheOther = newQueue();
  return {
    prepare: (rosterId, timeouts = usualTimeouts) => prepare(parts, rosterId, timeouts),
    seal: (rosterId, message, request) => atOnce(sealRoster(parts, rosterId, message, request)),
    sealInPieces: (rosterId, message, request, signal) =>
      oneAfterTheOther(() => inTurns(sealRoster(parts, rosterId, message, request), signal)),
    sealFrom: (parent, users, request = {}) => sealFrom(parts, parent, users, request),
    guard: (sealed) => guard(parts, sealed),
    since: (sealed) => since(parts, sealed),
    uncheckedSince: (plan, entries) => uncheckedSince(parts, plan, entries),
    overtaken: (sealed) => overtaken(parts, sealed),
    unasked: (rosterId) => unasked(parts, rosterId),
    get: (id) => atOnce(find(parts, id)),
    find: (id) => find(parts, id),
    getInPieces: (id, signal) => inTurns(find(parts, id), signal),
    revision: () => judgedBy(parts),
  };
}

async function prepare(
  { organisation, lists, preflight }: PlanParts,
  rosterId: string | null,
  timeouts: Timeouts,
): Promise<void> {
  await organisation.ask(timeouts.facts);
  if (rosterId === null) return;
  await lists.refresh(rosterId, timeouts.lists);
  // Read in pieces now, so that sealing finds the users and the knowledge about them in memory.
  await preflight.knownInPieces(rosterId);
}

function sealRoster(
  parts: PlanParts,
  rosterId: string,
  message: string | null,
  { dryRun = false, ...request }: SealRosterRequest = {},
): Pieces<Result<SealedPlan>> {
  const find = () => tickedUsers(parts, rosterId, message, dryRun);
  return sealPlan(parts, { find, revision: () => [] }, request);
}

function sealFrom(
  parts: PlanParts,
  parent: () => Result<Parent>,
  users: PlanSource,
  { organisationId, positions, ...request }: SealRunRequest,
): Pieces<Result<SealedPlan>> {
  function* find(): Pieces<Result<SealSource>> {
    const found = parent();
    if (!found.ok) return found;
    const possible = mayGoInto(users, found.value);
    if (!possible.ok) return possible;
    const now = connected(parts);
    if (!now.ok) return now;
    const belongs = checkDestination(found.value, organisationId, now.value);
    if (!belongs.ok) return belongs;
    return done(yield* usersOfRun(parts, found.value, users, positions));
  }
  function revision() {
    const found = parent();
    return [found.ok ? found.value.state.seq : null];
  }
  return sealPlan(parts, { find, revision }, request);
}

/** Whether these users of a run may go into a new plan at all. */
function mayGoInto(users: PlanSource, { state: { imported } }: Parent): Result<void> {
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
  return done(undefined);
}

function* guard(parts: PlanParts, { plan, entries }: Pick<SealedPlan, 'plan' | 'entries'>): Pieces<void> {
  const file = yield* originOf(parts, plan);
  const candidates = yield* plannedUsers(entries, file);
  const { allReadings } = yield* knownFor(parts, file, candidates);
  yield* protectKnown(parts, candidates, allReadings);
}

function* since(
  parts: PlanParts,
  { plan, entries }: Pick<SealedPlan, 'plan' | 'entries'>,
): Pieces<PlanAlarm[]> {
  const { act = 'deactivate' } = plan;
  if (act !== 'deactivate') return [];
  const file = yield* originOf(parts, plan);
  const candidates = yield* plannedUsers(entries, file);
  const knowledge = yield* knownFor(parts, file, candidates);
  const asked = new Set(plan.terms?.questions?.map(({ question }) => question));
  // An account that an earlier run left inactive is only a warning.
  const common = { act, file, candidates, knowledge, leftInactive: [], operatorKnown: true };
  const source = { ...common, isOfRun: (plan.parent ?? null) !== null };
  const { alarms } = yield* judgeSource(parts, source, new Map(), null);
  return alarms.filter(
    ({ level, code, question = '' }) =>
      level === 'refuse' ||
      ((code === 'rule-unasked' || code === 'wrong-organisation') && !asked.has(question)),
  );
}

function* uncheckedSince(parts: PlanParts, plan: Plan, entries: Iterable<PlanEntry>): Pieces<UnaskedRule[]> {
  const asked = new Set(plan.terms?.questions?.map(({ question }) => question));
  const now = parts.clock.wall();
  const sealed = selectionOf(plan)?.rules;
  const rules = parts.rules.list().filter((rule) => {
    const { id, kind, createdAt } = rule;
    const isRead = kind !== 'role' && kind !== 'group';
    // A plan without this term has times only. They do not show which is younger if the clock was set back since.
    const isYounger = sealed
      ? !sealed.includes(ruleLabel(rule))
      : createdAt >= plan.createdAt || now < plan.createdAt;
    return !isRead && isYounger && !asked.has(ruleQuestion(id));
  });
  if (rules.length === 0 || (plan.act ?? 'deactivate') !== 'deactivate') return [];
  const file = yield* originOf(parts, plan);
  const candidates = yield* plannedUsers([...entries], file);
  const knowledge = yield* knownFor(parts, file, candidates);
  const found = yield* unaskedRules({ candidates, file, knowledge, rules, now }, candidates);
  return found.map(({ rule, users }) => ({ rule, users: users.length }));
}

async function unasked(parts: PlanParts, rosterId: string): Promise<UnaskedRule[]> {
  const rules = parts.rules.list();
  if (rules.length === 0) return [];
  const reviewed = await inTurns(parts.selection.review(rosterId));
  const knowledge = await parts.preflight.knownInPieces(rosterId);
  const candidates = await inTurns(tickedCandidates(reviewed));
  const file = await inTurns(fileOf(parts, rosterId));
  const asked = { candidates, file, knowledge, rules, now: parts.clock.wall() };
  const found = await inTurns(unaskedRules(asked, candidates));
  return found.map(({ rule, users }) => ({ rule, users: users.length }));
}

function* find({ runStore }: PlanParts, id: string): Pieces<Result<SealedPlan>> {
  const plan = runStore.plan(id);
  if (!plan) {
    return failed('not-found', 'This plan no longer exists.', 'Go back to the review and try again.');
  }
  const alarms = runStore.planAlarms(id);
  const entries = yield* inPieces(planPages(runStore, id), (entry) => [entry]);
  return done({ plan, entries, alarms, notes: [] });
}
