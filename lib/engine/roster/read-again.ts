/**
 * Reads the file of a roster again, with the column mapping that the admin has chosen. The new roster replaces the old
 * one.
 */
import { accountKey } from '#lib/domain/account/account-id';
import { startsUnticked } from '#lib/domain/plan/selection';
import { answeredOrders } from '#lib/domain/roster/cells/date-order';
import type { ColumnMapping, FirstRow } from '#lib/domain/roster/roster';
import { whole } from '#lib/domain/text/whole';
import { done, failed, type Result } from '#lib/engine/errors';
import type { RosterVerbs } from '#lib/engine/roster/rosters';
import type { OriginalStore } from '#lib/engine/storage/originals';
import type { RosterRecord, RosterStore } from '#lib/engine/storage/rosters';

/** The beginning of the file of a roster. */
interface RosterHead {
  rows: FirstRow[];
  headerLine: number | null;
  /** Whether the file was kept, so that it can be read again. */
  isKept: boolean;
}

/** The verbs on the file of a roster. */
export interface ReadAgainVerbs {
  head(id: string): Result<RosterHead>;
  /**
   * Reads the file with this mapping, and removes the old roster with its plans that were never started. Users unticked
   * before stay so, and so do the answers about dates. Unless `mayLoseTicks`, fails with `question-open`, and changes
   * nothing, if the choice of some users would be lost.
   */
  read(id: string, mapping: ColumnMapping, mayLoseTicks: boolean): Promise<Result<RosterRecord>>;
}

interface ReadAgainParts {
  rosters: Pick<RosterVerbs, 'get' | 'upload' | 'afterChanges'>;
  store: Pick<RosterStore, 'users' | 'unticked' | 'setTicked' | 'setDateOrder'>;
  originals: OriginalStore;
  retention: { purgeRoster(id: string): Promise<Result<void>> };
}

/** Verbs over the copies of the uploaded files. */
export function newReadAgain(parts: ReadAgainParts): ReadAgainVerbs {
  const { rosters, originals } = parts;
  return {
    head(id) {
      const roster = rosters.get(id);
      if (!roster.ok) return roster;
      const { headerLine = null, firstRows = [] } = roster.value.summary;
      return done({ rows: firstRows, headerLine, isKept: originals.has(id) && firstRows.length > 0 });
    },
    read: (id, mapping, mayLoseTicks) => readAgain(parts, id, mapping, mayLoseTicks),
  };
}

async function readAgain(
  { rosters, store, originals, retention }: ReadAgainParts,
  id: string,
  mapping: ColumnMapping,
  mayLoseTicks: boolean,
): Promise<Result<RosterRecord>> {
  const roster = rosters.get(id);
  if (!roster.ok) return roster;
  const bytes = originals.read(id);
  if (bytes === null) {
    return failed('conflict', 'The file of this roster was not kept.', 'Upload it again.');
  }
  const { name, writtenAt, summary } = roster.value;
  const { workbook, organisation } = summary;
  const file = { name, writtenAt, mapping, organisation, ...(workbook && { workbook }) };
  const read = await rosters.upload(bytes, file);
  if (!read.ok) return read;
  const { id: newId } = read.value;
  for (const [column, order] of answeredOrders(summary.dateColumns)) store.setDateOrder(newId, column, order);
  const carried = await rosters.afterChanges(() =>
    carriedTicks(ticksOf(store, roster.value), ticksOf(store, read.value)),
  );
  if (carried.lost > 0 && !mayLoseTicks) {
    await retention.purgeRoster(newId);
    return failed(
      'question-open',
      `Your choice of ${whole(carried.lost)} ${carried.lost === 1 ? 'user' : 'users'} would be lost.`,
      'Read this way, the file has other account IDs for them, or they start unticked. You can read it anyway, and choose again.',
    );
  }
  store.setTicked(newId, carried.unticked, false);
  await retention.purgeRoster(id);
  return rosters.get(newId);
}

/** The accounts of a roster by their key, with what the admin has decided about them. */
interface RosterTicks {
  accounts: ReadonlyMap<string, string>;
  /** The keys of those that are unticked, by the admin or from the start. */
  unticked: ReadonlySet<string>;
  /** The keys of those that started unticked, and that the admin has ticked. */
  ticked: ReadonlySet<string>;
}

function ticksOf(
  store: ReadAgainParts['store'],
  { id, kind }: Pick<RosterRecord, 'id' | 'kind'>,
): RosterTicks {
  const unticked = new Set([...store.unticked(id)].map(accountKey));
  const accounts = new Map<string, string>();
  const ticked = new Set<string>();
  for (const user of store.users(id)) {
    if (user.accountId === null) continue;
    const key = accountKey(user.accountId);
    accounts.set(key, user.accountId);
    if (startsUnticked(user, kind) && !unticked.has(key)) ticked.add(key);
  }
  return { accounts, unticked, ticked };
}

/** The accounts to untick in the new roster, and the number of users whose ticks cannot be carried over to it. */
function carriedTicks(before: RosterTicks, after: RosterTicks): { unticked: string[]; lost: number } {
  const unticked: string[] = [];
  let lost = 0;
  for (const key of before.accounts.keys()) {
    const account = after.accounts.get(key);
    if (before.unticked.has(key)) {
      if (account === undefined) lost += 1;
      else unticked.push(account);
    } else if (before.ticked.has(key) && (account === undefined || after.unticked.has(key))) lost += 1;
  }
  return { unticked, lost };
}
