/** The users for a plan: the ticked users of a file, or some users of an ended run. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { Act } from '#lib/domain/outcome/act';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import type { SelectionCounts } from '#lib/domain/plan/selection-counts';
import { type PlanSource, sourceNames } from '#lib/domain/plan/source';
import type { RosterUser } from '#lib/domain/roster/roster';
import type { RunState } from '#lib/domain/run/state';
import { pickUsers, sourceNotes } from '#lib/domain/run/view/pick';
import { inGroups, inPieces, type Pieces } from '#lib/domain/text/pieces';
import { type Candidate, candidateOf } from '#lib/engine/directory/candidates';
import type { Knowledge } from '#lib/engine/directory/knowledge';
import { done, failed, type Result } from '#lib/engine/errors';
import { firstRun, leftOutBecause } from '#lib/engine/history/other-runs';
import { planPages } from '#lib/engine/plan/pages';
import type { PlanParts } from '#lib/engine/plan/plan-parts';
import { fileOf, originOf, type RosterFile, rowsOf } from '#lib/engine/plan/roster-file';
import type { RosterSelection } from '#lib/engine/roster/selection';
import type { RosterRecord } from '#lib/engine/storage/rosters';

/**
 * The users for a plan as they are now, the knowledge about them, and terms of the plan that follow from its source.
 */
export interface SealSource {
  under: Pick<Plan, 'rosterId' | 'rosterName' | 'message' | 'parent' | 'optionalTerms'>;
  act: Act;
  /** The plan that this one continues, and whose reason and ticket it takes over; absent if there is none. */
  sameWork?: Plan | null;
  file: RosterFile | null;
  /** The users of the list in each state; null if the users do not come from a list. */
  counts: SelectionCounts | null;
  /** The number of users of the file that earlier runs left inactive, by run number, latest run first. */
  leftInactive: RosterSelection['leftInactive'];
  /** The users in the order of the plan. */
  candidates: readonly Candidate[];
  knowledge: Knowledge;
  /** Whether the plan is known not to contain the admin's own account. */
  operatorKnown: boolean;
  /** Whether they are those of a run, and not the ticked users of a list. */
  isOfRun: boolean;
  notes: string[];
}

/** The parts that users are taken from. */
type SourceParts = Pick<
  PlanParts,
  'rosters' | 'rosterStore' | 'runStore' | 'selection' | 'protections' | 'history' | 'preflight'
>;

/** An ended run. */
export interface Parent {
  runId: string;
  number: number;
  plan: Plan;
  state: RunState;
}

/** The ticked, eligible users of a roster, in pieces. Fails until the admin's own account is known. */
export function* tickedUsers(
  parts: SourceParts,
  rosterId: string,
  message: string | null,
  dryRun: boolean,
): Pieces<Result<SealSource>> {
  const roster = parts.rosters.get(rosterId);
  if (!roster.ok) return roster;
  if (parts.rosters.operator(roster.value).state === 'unknown') {
    const hint = 'Say which of these accounts is yours, or that you are not in this file.';
    return failed('operator-unknown', 'Which account is yours is not known yet.', hint);
  }
  const knowledge = yield* parts.preflight.known(rosterId);
  const { users, counts, leftInactive } = yield* parts.selection.forPlan(rosterId, knowledge);
  return done({
    under: { rosterId, rosterName: roster.value.name, message, ...originalTerm(roster.value) },
    act: dryRun ? 'dry-run' : 'deactivate',
    file: yield* fileOf(parts, rosterId),
    counts,
    leftInactive,
    candidates: yield* inPieces(users, (user) => [candidateOf(user)].filter((each) => each !== null)),
    knowledge,
    operatorKnown: true,
    isOfRun: false,
    notes: [],
  });
}

/** The file of a roster as a term of the plan; nothing if it was not measured. */
function originalTerm({ name, summary: { original } }: RosterRecord): Pick<Plan, 'optionalTerms'> {
  return original === undefined ? {} : { optionalTerms: { original: { name, ...original } } };
}

/** Some users of an ended run, in pieces, without protected users and those that another run decided about. */
export function* usersOfRun(
  parts: SourceParts,
  { runId, number, plan, state }: Parent,
  users: PlanSource,
  chosen: readonly number[] | undefined,
): Pieces<SealSource> {
  const entries = planPages(parts.runStore, plan.id);
  const chosenPositions = chosen ? new Set(chosen) : null;
  const { picked: named, ...notPicked } = yield* pickUsers(users, state, entries, chosenPositions);
  const picked = yield* eachOnce(named);
  const act = users === 'deactivated' ? 'restore' : (plan.act ?? 'deactivate');
  // A plan for the rest of a restore is a restore too, so inactive users stay in it.
  const restores = act === 'restore';
  const origin = yield* originOf(parts, plan);
  const file = restores ? null : origin;
  const rows = yield* rowsOf(origin);
  const lastRuns = parts.history.lastRuns();
  const first = firstRun(parts.runStore, { id: runId, number, imported: state.imported });
  const candidates: Candidate[] = [];
  const without = { guarded: 0, inactive: 0, 'other-run': 0 };
  for (const group of inGroups(picked)) {
    for (const entry of group) {
      const isGuarded = parts.protections.reasonAgainst(entry.accountId) !== null;
      const because = leftOutBecause(act, first, lastRuns.get(accountKey(entry.accountId)));
      if (isGuarded) without.guarded += 1;
      if (because !== null) without[because] += 1;
      // A prediction for that run does not apply to another.
      if (!isGuarded && because === null) candidates.push(plannedAs(entry, rows));
    }
    yield;
  }
  const knowledge = yield* knownFor(parts, file, candidates);
  return {
    under: {
      rosterId: null,
      rosterName: `${sourceNames[users]} run ${number} (${plan.rosterName})`,
      message: restores ? null : plan.message,
      parent: { runId, users },
    },
    act,
    sameWork: users === 'deactivated' ? null : plan,
    file,
    counts: null,
    // The notes name the users of the run who are left out. Other users of its file do not concern this plan.
    leftInactive: [],
    candidates,
    knowledge,
    operatorKnown: origin?.roster.operatorAbsent ?? false,
    isOfRun: true,
    notes: sourceNotes(users, { ...notPicked, without, imported: state.imported }),
  };
}

/** Knowledge about the users of a plan, and about the others in their file. In pieces. */
export function* knownFor(
  { preflight }: Pick<PlanParts, 'preflight'>,
  file: SealSource['file'],
  candidates: readonly Candidate[],
): Pieces<Knowledge> {
  if (file !== null) return yield* preflight.known(file.id);
  return yield* preflight.knownOf(yield* inPieces(candidates, ({ accountId }) => [accountId]));
}

/** The users of a sealed plan as candidates, with their rows in its file. In pieces. */
export function* plannedUsers(
  entries: readonly PlanEntry[],
  file: RosterFile | null,
): Pieces<readonly Candidate[]> {
  const rows = yield* rowsOf(file);
  return yield* inPieces(entries, (entry) => [plannedAs(entry, rows)]);
}

/** A user of another plan as a candidate, with their row in the file. */
function plannedAs(
  { accountId, name, email }: PlanEntry,
  rows: ReadonlyMap<AccountKey, RosterUser>,
): Candidate {
  return { accountId, name, email, row: rows.get(accountKey(accountId)) ?? null };
}

/** Removes duplicate accounts: imported results can have one ID in two spellings. */
function* eachOnce(entries: readonly PlanEntry[]): Pieces<PlanEntry[]> {
  const seen = new Set<AccountKey>();
  return yield* inPieces(entries, (entry) => {
    const key = accountKey(entry.accountId);
    if (seen.has(key)) return [];
    seen.add(key);
    return [entry];
  });
}
