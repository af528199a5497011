/** Who of a roster can be deactivated and who is ticked: the one place that says so. */
import { type AccountId, type AccountKey, accountKey } from '#lib/domain/account/account-id';
import {
  type Block,
  blockOf,
  countSelection,
  isTicked,
  type SelectionCounts,
  type SelectionFacts,
} from '#lib/domain/plan/selection';
import type { ProtectionSource } from '#lib/domain/protection/protection';
import type { RosterUser } from '#lib/domain/roster/roster';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
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
export type SelectedUser = RosterUser & { accountId: AccountId };

export interface SelectionVerbs {
  /** All users of a roster, or only the first `most`, in file order. */
  review(rosterId: string, most?: number): ReviewedUser[];
  /** All users, in pieces; what changes meanwhile shows in those who are looked at later. */
  reviewInPieces(rosterId: string): Pieces<ReviewedUser[]>;
  counts(rosterId: string): SelectionCounts;
  /** The ticked, eligible users in file order, each account once. */
  selected(rosterId: string): SelectedUser[];
  /** The users that earlier runs left inactive: how many, by the number of the run, the latest run first. */
  leftInactive(rosterId: string): { run: number; users: number }[];
}

/**
 * `activeSince` says when Atlassian was last heard to call an account active, in ms since the epoch; null where it was
 * not, or says otherwise.
 */
export function newSelection(parts: {
  rosterStore: RosterStore;
  protections: Pick<ProtectionVerbs, 'all'>;
  history: Pick<RunHistory, 'lastRuns'>;
  activeSince(rosterId: string, accountId: string): number | null;
}): SelectionVerbs {
  const { rosterStore, protections, history } = parts;

  function factsOf(rosterId: string): SelectionFacts {
    const lastRuns = history.lastRuns();
    const roster = rosterStore.get(rosterId);
    const fileAt = roster?.writtenAt ?? roster?.createdAt ?? 0;
    return {
      protections: protections.all(),
      leftInactiveBy(user) {
        if (lastRuns.size === 0 || user.accountId === null) return null;
        const last = lastRuns.get(accountKey(user.accountId));
        if (!last || last.inactiveSince === null) return null;
        return cameBack(rosterId, user, user.accountId, last, fileAt) ? null : last.inactiveSince;
      },
    };
  }

  /** Whether the file or Atlassian has called the account active after the run ended; a suspended one is active [SPEC]. */
  function cameBack(
    rosterId: string,
    user: RosterUser,
    accountId: AccountId,
    { endedAt }: LastRun,
    fileAt: number,
  ): boolean {
    const calledActive = user.status === 'active' || user.status === 'suspended';
    if (calledActive && fileAt > endedAt) return true;
    const at = parts.activeSince(rosterId, accountId);
    return at !== null && at > endedAt;
  }

  function reviewed(user: RosterUser, facts: SelectionFacts, unticked: ReadonlySet<string>): ReviewedUser {
    const block = blockOf(user, facts);
    const key = user.accountId === null ? null : accountKey(user.accountId);
    const protection = (key && facts.protections.get(key)?.source) ?? null;
    return { user, block, ticked: isTicked(user, block, unticked), protection };
  }

  function review(rosterId: string, most?: number): ReviewedUser[] {
    const facts = factsOf(rosterId);
    const unticked = rosterStore.unticked(rosterId);
    const users = most === undefined ? rosterStore.users(rosterId) : rosterStore.firstUsers(rosterId, most);
    return users.map((user) => reviewed(user, facts, unticked));
  }

  function* reviewInPieces(rosterId: string): Pieces<ReviewedUser[]> {
    const unticked = yield* rosterStore.untickedInPieces(rosterId);
    const users = yield* rosterStore.usersInPieces(rosterId);
    const facts = factsOf(rosterId);
    const all: ReviewedUser[] = [];
    for (const group of inGroups(users)) {
      for (const user of group) all.push(reviewed(user, facts, unticked));
      yield;
    }
    return all;
  }

  return {
    review,
    reviewInPieces,
    counts: (rosterId) => countSelection(review(rosterId)),
    selected(rosterId) {
      const facts = factsOf(rosterId);
      const unticked = rosterStore.unticked(rosterId);
      const seen = new Set<AccountKey>();
      const selected: SelectedUser[] = [];
      for (const user of rosterStore.users(rosterId)) {
        if (!isTicked(user, blockOf(user, facts), unticked)) continue;
        const key = accountKey(user.accountId);
        if (seen.has(key)) continue;
        seen.add(key);
        selected.push(user);
      }
      return selected;
    },
    leftInactive(rosterId) {
      const facts = factsOf(rosterId);
      const tally = new Map<number, number>();
      const counted = new Set<AccountKey>();
      for (const user of rosterStore.users(rosterId)) {
        const run = facts.leftInactiveBy(user);
        if (run === null || user.accountId === null || counted.has(accountKey(user.accountId))) continue;
        counted.add(accountKey(user.accountId));
        tally.set(run, (tally.get(run) ?? 0) + 1);
      }
      return [...tally].map(([run, users]) => ({ run, users })).sort((a, b) => b.run - a.run);
    },
  };
}
