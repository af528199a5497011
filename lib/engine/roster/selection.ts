/** Decides which users of a roster can be deactivated, and which are ticked. No other code decides this. */
import { type AccountId, type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { Contradiction } from '#lib/domain/directory/contradiction';
import { contradictionsOf } from '#lib/domain/directory/contradictions';
import { certainValue } from '#lib/domain/directory/facts';
import { knownTime, listsLagMs } from '#lib/domain/directory/freshness';
import type { FaultCode } from '#lib/domain/outcome/answer';
import type { Eligibility } from '#lib/domain/plan/eligibility';
import { eligibilityOf, isTicked, type SelectionFacts, type Ticks } from '#lib/domain/plan/selection';
import { addCounts, countSelection, type SelectionCounts } from '#lib/domain/plan/selection-counts';
import type { ProtectionSource } from '#lib/domain/protection/protection';
import { exportedStatus } from '#lib/domain/roster/file-status';
import { fileTime } from '#lib/domain/roster/file-time';
import type { RosterUser } from '#lib/domain/roster/roster';
import { atOnce, inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { AccountKnowledge, KnowledgeVerbs } from '#lib/engine/directory/knowledge';
import type { LastRun, RunHistory } from '#lib/engine/history/run-history';
import type { Clock } from '#lib/engine/ports';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import type { RosterStore } from '#lib/engine/storage/rosters';

/** A user of a roster, as shown in the review. */
export interface ReviewedUser extends Eligibility {
  user: RosterUser;
  ticked: boolean;
  /** The source of the account's protection; null if it is not protected. */
  protection: ProtectionSource | null;
  /** The facts about which Atlassian's sources contradict each other, or the last run that touched the account. */
  contradictions: readonly Contradiction[];
  /** Whether a check has unticked the user, and the admin has not ticked them since. */
  untickedByCheck: boolean;
  /** The last run that touched the account, if Atlassian refused to deactivate it there; else null. */
  refused: RefusedInRun | null;
}

/** A refusal of Atlassian in a run. */
interface RefusedInRun {
  run: number;
  /** The time when the run ended, ms since the epoch. */
  at: number;
  /** Null where the reason is none of the published ones. */
  code: FaultCode | null;
}

/** A user that a plan sealed now would contain. */
type SelectedUser = RosterUser & { accountId: AccountId };

/** The users of a roster for a plan. */
export interface RosterSelection {
  /** The ticked, eligible users in file order, each account once. */
  users: SelectedUser[];
  /** The number of users in each state. */
  counts: SelectionCounts;
  /** The number of users that earlier runs left inactive, by run number, latest run first. */
  leftInactive: { run: number; users: number }[];
}

/** The verbs on the selection. */
export interface SelectionVerbs {
  /** The first `most` users of a roster, in file order. */
  reviewFirst(rosterId: string, most: number): ReviewedUser[];
  /** All users, in file order and in pieces. Changes in the meantime may show in later pieces. */
  review(rosterId: string): Pieces<ReviewedUser[]>;
  /** The number of users in each state, in pieces. If they are not in memory, few of them are at a time. */
  counts(rosterId: string): Pieces<SelectionCounts>;
  /** The ticked, eligible users in file order, each account once. */
  selected(rosterId: string): SelectedUser[];
  /** The same in pieces. Ticks that change in the meantime may count. */
  selectedInPieces(rosterId: string): Pieces<SelectedUser[]>;
  /** The accounts that are uncertain after a run, each once. */
  uncertain(rosterId: string): Pieces<string[]>;
  /**
   * The users of a roster for a plan, judged by this knowledge about them. Each user is looked at once, in pieces. If
   * ticks or protections change in the meantime, the result mixes both states: the caller has to check for that.
   */
  forPlan(rosterId: string, known: AccountKnowledge): Pieces<RosterSelection>;
}

interface SelectionParts {
  rosterStore: RosterStore;
  protections: Pick<ProtectionVerbs, 'all'>;
  history: Pick<RunHistory, 'lastRuns'>;
  knowledge: Pick<KnowledgeVerbs, 'inPieces' | 'ofUsers'>;
  clock: Pick<Clock, 'wall'>;
}

/** Verbs over the stored users and ticks. */
export function newSelection(parts: SelectionParts): SelectionVerbs {
  return {
    reviewFirst: (rosterId, most) => reviewFirst(parts, rosterId, most),
    review: (rosterId) => review(parts, rosterId),
    counts: (rosterId) => counts(parts, rosterId),
    selected: (rosterId) => atOnce(selected(parts, rosterId)),
    selectedInPieces: (rosterId) => selected(parts, rosterId),
    uncertain: (rosterId) => uncertain(parts, rosterId),
    forPlan: (rosterId, known) => forPlan(parts, rosterId, known),
  };
}

/** The facts about the users of one roster that the review shows. */
interface ReviewFacts extends SelectionFacts {
  /** The last run that touched the account, if Atlassian refused to deactivate it there; else null. */
  refusedIn(user: RosterUser): RefusedInRun | null;
}

/** The current facts that decide which users of a roster can be ticked. `known` is asked about each user. */
function factsOf(
  parts: SelectionParts,
  rosterId: string,
  known: () => Pick<AccountKnowledge, 'accounts' | 'addressHolders'>,
): ReviewFacts {
  const lastRuns = parts.history.lastRuns();
  const roster = parts.rosterStore.get(rosterId);
  // Every reading outranks a file whose age is not known.
  const fileAt = roster === null ? 0 : knownTime(fileTime(roster), parts.clock.wall());
  const readingsOf = (accountId: AccountId) => known().accounts.get(accountKey(accountId)) ?? [];
  return {
    kind: roster?.kind ?? 'account-list',
    fileAt,
    protections: parts.protections.all(),
    readingsOf,
    addressHolderOf: ({ accountId }) =>
      (accountId === null ? undefined : known().addressHolders.get(accountKey(accountId))) ?? null,
    refusedIn({ accountId }) {
      const last = accountId === null ? undefined : lastRuns.get(accountKey(accountId));
      return last?.refusal ? { run: last.number, at: last.endedAt, code: last.refusal.code } : null;
    },
    leftInactiveBy(user) {
      if (lastRuns.size === 0 || roster === null || user.accountId === null) return null;
      const last = lastRuns.get(accountKey(user.accountId));
      if (!last || last.inactiveSince === null) return null;
      if (certainValue(readingsOf(user.accountId), 'status') === 'active') return null;
      const after = calledActiveAfter(user, last, { kind: roster.kind, fileAt });
      return after >= listsLagMs ? null : { run: last.inactiveSince, isCertain: after <= 0 };
    },
  };
}

/** The ticks of a roster, and who was unticked by a check. */
interface ShownTicks extends Ticks {
  byCheck: ReadonlySet<string>;
}

function reviewed(user: RosterUser, facts: ReviewFacts, ticks: ShownTicks): ReviewedUser {
  const eligibility = eligibilityOf(user, facts);
  const key = user.accountId === null ? null : accountKey(user.accountId);
  const protection = (key && facts.protections.get(key)?.source) ?? null;
  const contradictions = contradictionsOf(user.accountId === null ? [] : facts.readingsOf(user.accountId));
  const ticked = isTicked(user, eligibility, ticks);
  const untickedByCheck = !ticked && ticks.byCheck.has(user.accountId ?? '');
  const refused = facts.refusedIn(user);
  return { user, ...eligibility, ticked, protection, contradictions, untickedByCheck, refused };
}

function ticksOf(
  { rosterStore }: SelectionParts,
  rosterId: string,
  unticked: ReadonlySet<string>,
): ShownTicks {
  const byCheck = rosterStore.untickedOnce(rosterId);
  return { unticked, byCheck, tickedAfterRun: rosterStore.tickedAfterRun(rosterId) };
}

function reviewFirst(parts: SelectionParts, rosterId: string, most: number): ReviewedUser[] {
  const users = parts.rosterStore.firstUsers(rosterId, most);
  const known = atOnce(parts.knowledge.ofUsers(rosterId, users));
  const facts = factsOf(parts, rosterId, () => known);
  const ticks = ticksOf(parts, rosterId, parts.rosterStore.unticked(rosterId));
  return users.map((user) => reviewed(user, facts, ticks));
}

function* review(parts: SelectionParts, rosterId: string): Pieces<ReviewedUser[]> {
  const untickedNow = yield* parts.rosterStore.untickedInPieces(rosterId);
  const users = yield* parts.rosterStore.usersInPieces(rosterId);
  const known = yield* parts.knowledge.inPieces(rosterId);
  const facts = factsOf(parts, rosterId, () => known);
  // Copied, so that a change of many ticks shows completely or not at all.
  const ticks = ticksOf(parts, rosterId, new Set(untickedNow));
  const all: ReviewedUser[] = [];
  for (const group of inGroups(users)) {
    for (const user of group) all.push(reviewed(user, facts, ticks));
    yield;
  }
  return all;
}

function* counts(parts: SelectionParts, rosterId: string): Pieces<SelectionCounts> {
  const { rosterStore, knowledge } = parts;
  const total = countSelection([]);
  if (rosterStore.areInMemory(rosterId)) {
    for (const group of inGroups(yield* review(parts, rosterId))) {
      addCounts(total, countSelection(group));
      yield;
    }
    return total;
  }
  const ticks = ticksOf(parts, rosterId, new Set(yield* rosterStore.untickedInPieces(rosterId)));
  let known = yield* knowledge.ofUsers(rosterId, []);
  const facts = factsOf(parts, rosterId, () => known);
  for (const users of rosterStore.pagesWithoutCells(rosterId)) {
    yield;
    known = yield* knowledge.ofUsers(rosterId, users);
    addCounts(total, countSelection(users.map((user) => reviewed(user, facts, ticks))));
  }
  return total;
}

function* selected(parts: SelectionParts, rosterId: string): Pieces<SelectedUser[]> {
  const known = yield* parts.knowledge.inPieces(rosterId);
  const { users } = yield* forPlan(parts, rosterId, known);
  return users;
}

function* forPlan(parts: SelectionParts, rosterId: string, known: AccountKnowledge): Pieces<RosterSelection> {
  // If the file turns out to be damaged here, the roster has no users any more.
  const unticked = yield* parts.rosterStore.untickedInPieces(rosterId);
  const ticks = ticksOf(parts, rosterId, unticked);
  const all = yield* parts.rosterStore.usersInPieces(rosterId);
  const facts = factsOf(parts, rosterId, () => known);
  const seen = new Set<AccountKey>();
  const users: SelectedUser[] = [];
  const counts = countSelection([]);
  const tally = newTally();
  for (const group of inGroups(all)) {
    const looked = group.map((user) => {
      const eligibility = eligibilityOf(user, facts);
      return { user, ...eligibility, ticked: isTicked(user, eligibility, ticks) };
    });
    addCounts(counts, countSelection(looked));
    for (const { user, ticked, uncertain } of looked) {
      // The admin may have ticked an uncertain user by hand.
      if (uncertain === undefined) tally.add(user, facts.leftInactiveBy(user)?.run ?? null);
      if (!ticked || !hasAccount(user) || seen.has(accountKey(user.accountId))) continue;
      seen.add(accountKey(user.accountId));
      users.push(user);
    }
    yield;
  }
  return { users, counts, leftInactive: tally.byRun() };
}

function hasAccount(user: RosterUser): user is SelectedUser {
  return user.accountId !== null;
}

/** Counts accounts by the run that left them inactive, each account once. */
function newTally(): {
  add(user: RosterUser, run: number | null): void;
  byRun(): { run: number; users: number }[];
} {
  const counted = new Set<AccountKey>();
  const users = new Map<number, number>();
  return {
    add({ accountId }, run) {
      if (run === null || accountId === null || counted.has(accountKey(accountId))) return;
      counted.add(accountKey(accountId));
      users.set(run, (users.get(run) ?? 0) + 1);
    },
    byRun: () => [...users].map(([run, count]) => ({ run, users: count })).sort((a, b) => b.run - a.run),
  };
}

function* uncertain(parts: SelectionParts, rosterId: string): Pieces<string[]> {
  if (parts.history.lastRuns().size === 0) return [];
  const users = yield* parts.rosterStore.usersInPieces(rosterId);
  const known = yield* parts.knowledge.inPieces(rosterId);
  const facts = factsOf(parts, rosterId, () => known);
  const found = new Map<AccountKey, string>();
  for (const group of inGroups(users)) {
    for (const user of group) {
      const { accountId } = user;
      if (accountId === null || eligibilityOf(user, facts).uncertain === undefined) continue;
      found.set(accountKey(accountId), accountId);
    }
    yield;
  }
  return [...found.values()];
}

/**
 * The time from the end of the run to the writing of an export that calls the account active, in ms. 0 or less if the
 * export is older than the run, or does not call the account active. A suspended account is active [SPEC].
 */
function calledActiveAfter(
  user: RosterUser,
  { endedAt }: LastRun,
  { kind, fileAt }: Pick<SelectionFacts, 'kind' | 'fileAt'>,
): number {
  const exported = exportedStatus(user, kind);
  return exported === 'active' || exported === 'suspended' ? fileAt - endedAt : 0;
}
