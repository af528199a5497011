/** Which users of a roster can be deactivated and which are ticked: the one place that says so. */
import { type AccountId, type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { type Block, blockOf, isTicked, type SelectionFacts } from '#lib/domain/plan/selection';
import type { ProtectionSource } from '#lib/domain/protection/protection';
import type { RosterUser } from '#lib/domain/roster/roster';
import { atOnce, inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { LastRun, RunHistory } from '#lib/engine/history/run-history';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import type { RosterStore } from '#lib/engine/storage';

/** A user of a roster as the review shows them. */
export interface ReviewedUser {
  user: RosterUser;
  ticked: boolean;
  block: Block | null;
  /** Where the protection of this account comes from; null where it has none. */
  protection: ProtectionSource | null;
}

/** A user whom a plan sealed now would contain. */
type SelectedUser = RosterUser & { accountId: AccountId };

/** What can be asked of the selection. */
export interface SelectionVerbs {
  /** The first `most` users of a roster, in file order. */
  reviewFirst(rosterId: string, most: number): ReviewedUser[];
  /** All users, in file order and in pieces; what changes meanwhile shows in those who are looked at later. */
  review(rosterId: string): Pieces<ReviewedUser[]>;
  /** The ticked, eligible users in file order, each account once. */
  selected(rosterId: string): SelectedUser[];
  /** The users that earlier runs left inactive: how many, by the number of the run, the latest run first. */
  leftInactive(rosterId: string): { run: number; users: number }[];
}

interface SelectionParts {
  rosterStore: RosterStore;
  protections: Pick<ProtectionVerbs, 'all'>;
  history: Pick<RunHistory, 'lastRuns'>;
  /**
   * Gives the function that says when Atlassian was last heard to call an account of a roster active, in ms since the
   * epoch; null where it was not, or says otherwise.
   */
  activeSince(rosterId: string): Pieces<(accountId: string) => number | null>;
}

/** Verbs over the users and the ticks that are stored. */
export function newSelection(parts: SelectionParts): SelectionVerbs {
  return {
    reviewFirst: (rosterId, most) => reviewFirst(parts, rosterId, most),
    review: (rosterId) => review(parts, rosterId),
    selected: (rosterId) => selected(parts, rosterId),
    leftInactive: (rosterId) => leftInactive(parts, rosterId),
  };
}

/** What decides who can be ticked, as it is now. */
function* factsOf(parts: SelectionParts, rosterId: string): Pieces<SelectionFacts> {
  const activeSince = yield* parts.activeSince(rosterId);
  const lastRuns = parts.history.lastRuns();
  const roster = parts.rosterStore.get(rosterId);
  const fileAt = roster?.writtenAt ?? roster?.createdAt ?? 0;
  return {
    protections: parts.protections.all(),
    leftInactiveBy(user) {
      if (lastRuns.size === 0 || user.accountId === null) return null;
      const last = lastRuns.get(accountKey(user.accountId));
      if (!last || last.inactiveSince === null) return null;
      return cameBack(user, last, fileAt, activeSince(user.accountId)) ? null : last.inactiveSince;
    },
  };
}

function reviewed(user: RosterUser, facts: SelectionFacts, unticked: ReadonlySet<string>): ReviewedUser {
  const block = blockOf(user, facts);
  const key = user.accountId === null ? null : accountKey(user.accountId);
  const protection = (key && facts.protections.get(key)?.source) ?? null;
  return { user, block, ticked: isTicked(user, block, unticked), protection };
}

function reviewFirst(parts: SelectionParts, rosterId: string, most: number): ReviewedUser[] {
  const facts = atOnce(factsOf(parts, rosterId));
  const unticked = parts.rosterStore.unticked(rosterId);
  return parts.rosterStore.firstUsers(rosterId, most).map((user) => reviewed(user, facts, unticked));
}

function* review(parts: SelectionParts, rosterId: string): Pieces<ReviewedUser[]> {
  const untickedNow = yield* parts.rosterStore.untickedInPieces(rosterId);
  const users = yield* parts.rosterStore.usersInPieces(rosterId);
  const facts = yield* factsOf(parts, rosterId);
  // A change of very many ticks shows as a whole.
  const unticked = new Set(untickedNow);
  const all: ReviewedUser[] = [];
  for (const group of inGroups(users)) {
    for (const user of group) all.push(reviewed(user, facts, unticked));
    yield;
  }
  return all;
}

function selected(parts: SelectionParts, rosterId: string): SelectedUser[] {
  const facts = atOnce(factsOf(parts, rosterId));
  const unticked = parts.rosterStore.unticked(rosterId);
  const seen = new Set<AccountKey>();
  const selected: SelectedUser[] = [];
  for (const user of parts.rosterStore.users(rosterId)) {
    if (!isTicked(user, blockOf(user, facts), unticked)) continue;
    const key = accountKey(user.accountId);
    if (seen.has(key)) continue;
    seen.add(key);
    selected.push(user);
  }
  return selected;
}

function leftInactive(parts: SelectionParts, rosterId: string): { run: number; users: number }[] {
  const facts = atOnce(factsOf(parts, rosterId));
  const tally = new Map<number, number>();
  const counted = new Set<AccountKey>();
  for (const user of parts.rosterStore.users(rosterId)) {
    const run = facts.leftInactiveBy(user);
    if (run === null || user.accountId === null || counted.has(accountKey(user.accountId))) continue;
    counted.add(accountKey(user.accountId));
    tally.set(run, (tally.get(run) ?? 0) + 1);
  }
  return [...tally].map(([run, users]) => ({ run, users })).sort((a, b) => b.run - a.run);
}

/**
 * Whether the file or Atlassian has called the account active after the run ended; a suspended one is active [SPEC].
 * `fileAt` and `activeSince` are ms since the epoch.
 */
function cameBack(
  { status }: RosterUser,
  { endedAt }: LastRun,
  fileAt: number,
  activeSince: number | null,
): boolean {
  const calledActive = status === 'active' || status === 'suspended';
  return (calledActive && fileAt > endedAt) || (activeSince !== null && activeSince > endedAt);
}
