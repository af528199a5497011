/**
 * Compares the accounts that are not in the run's plan: their state in the list that the run was made from, and now.
 */
import type { AccountKey } from '#lib/domain/account/account-id';
import { knownTime } from '#lib/domain/directory/freshness';
import { type AccountNow, nowInFile } from '#lib/domain/reconcile/account-now';
import type { ChangedAccount, OtherAccounts } from '#lib/domain/reconcile/comparison';
import { otherChange } from '#lib/domain/reconcile/others';
import { hasAccountStatus } from '#lib/domain/roster/file-status';
import { fileTime } from '#lib/domain/roster/file-time';
import type { RosterKind } from '#lib/domain/roster/roster';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { LastRun } from '#lib/engine/history/run-history';
import type { AccountsNow, NamedAccount, RosterRows } from '#lib/engine/reconcile/accounts-now';
import type { RosterRecord } from '#lib/engine/storage/rosters';

interface Both {
  /** The accounts of the run's plan, which are compared with the run itself. */
  planned: ReadonlySet<AccountKey>;
  /** The list that the run was made from. */
  origin: { roster: RosterRecord; rows: RosterRows };
  /** The file now; `roster` is null for the directory. */
  against: { roster: RosterRecord | null; now: AccountsNow };
  lastRuns: ReadonlyMap<AccountKey, LastRun>;
  /** Ms since the epoch. */
  now: number;
}

/** The accounts that differ. New and absent accounts are reported only if both lists have the same kind of users. */
export function* compareOthers(both: Both): Pieces<OtherAccounts> {
  const { origin, against } = both;
  const { roster } = origin;
  if (roster.id === against.roster?.id)
    return { state: 'not-compared', why: 'The run was made from this file.' };
  if (!hasAccountStatus(roster.kind)) {
    const why = 'The list that this run was made from does not say who was active.';
    return { state: 'not-compared', why };
  }
  const before = { name: roster.name, at: fileTime(roster) };
  const old = yield* changedSince(both, knownTime(before.at, both.now));
  const added = haveSameUsers(roster.kind, against.roster) ? yield* newAccounts(both) : [];
  return { state: 'compared', before, changed: [...old.changed, ...added], notKnown: old.notKnown };
}

/** Whether both lists have the same kind of users. The directory has the managed accounts. */
function haveSameUsers(kind: RosterKind, now: RosterRecord | null): boolean {
  if (now === null) return kind === 'managed-accounts-export' || kind === 'organisation';
  return kind === now.kind;
}

function* changedSince(
  { planned, origin, against, lastRuns }: Both,
  writtenAt: number,
): Pieces<{ changed: ChangedAccount[]; notKnown: number }> {
  const changed: ChangedAccount[] = [];
  let notKnown = 0;
  const tellsAbsence = haveSameUsers(origin.roster.kind, against.roster);
  for (const group of inGroups(origin.rows.byAccount)) {
    const others = group.filter(([key]) => !planned.has(key));
    const found = yield* against.now.of(others.map(([, { accountId }]) => accountId));
    for (const [at, [key, row]] of others.entries()) {
      const now = found[at];
      if (now === undefined) continue;
      const before = nowInFile(row, writtenAt);
      const kind = otherChange(before, now, (lastRuns.get(key)?.endedAt ?? 0) > writtenAt);
      if (kind === 'not-known' || (kind === 'absent' && !tellsAbsence)) notKnown += 1;
      else if (kind !== null) changed.push({ ...named(row), kind, before, now });
    }
    yield;
  }
  return { changed, notKnown };
}

function* newAccounts({ planned, origin, against }: Both): Pieces<ChangedAccount[]> {
  const known = new Set([...planned, ...origin.rows.byAccount.keys()]);
  const added: ChangedAccount[] = [];
  for (const group of inGroups((yield* against.now.others(known)) ?? [])) {
    const found = yield* against.now.of(group.map(({ accountId }) => accountId));
    for (const [at, account] of group.entries()) {
      const now: AccountNow = found[at] ?? { state: 'not-known', why: 'not-read' };
      added.push({ ...account, kind: 'new', before: null, now });
    }
    yield;
  }
  return added;
}

function named({ accountId, name, email }: NamedAccount): NamedAccount {
  return { accountId, name, email };
}
