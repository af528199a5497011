/** The stored rosters, and the admin's decisions about their users. */
import type { Person } from '#lib/domain/account/person';
import type { SelectionCounts } from '#lib/domain/plan/selection-counts';
import type { Operator } from '#lib/domain/protection/protection';
import type { DateOrder } from '#lib/domain/roster/cells/date-order';
import { inGroups } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';
import { done, failed, type Result } from '#lib/engine/errors';
import { accountsWith, peopleAmong, personOf, tickChange } from '#lib/engine/roster/file-accounts';
import type { ReviewedUser, SelectionVerbs } from '#lib/engine/roster/selection';
import { type UploadedFile, type UploadParts, upload } from '#lib/engine/roster/upload';
import type { OriginalStore } from '#lib/engine/storage/originals';
import type { RosterRecord, RosterStore } from '#lib/engine/storage/rosters';
import { inTurns, newQueue } from '#lib/engine/turns';

/** The verbs on rosters. */
export interface RosterVerbs {
  upload(chunks: AsyncIterable<Uint8Array>, file: UploadedFile): Promise<Result<RosterRecord>>;
  list(): RosterRecord[];
  get(id: string): Result<RosterRecord>;
  /** In pieces, like `review`, so that other work continues. */
  counts(id: string): Promise<SelectionCounts>;
  operator(roster: RosterRecord): Operator;
  /** All users in file order, or only the `first` of them. */
  review(id: string, first?: number): Promise<Result<ReviewedUser[]>>;
  /**
   * Ticks or unticks accounts, or all users. Users that cannot be deactivated stay unchanged. So do doubtful ones when
   * all are ticked. In pieces, so that other work continues; all ticks change together.
   */
  setTicked(
    id: string,
    accountIds: 'all' | readonly string[],
    ticked: boolean,
  ): Promise<Result<SelectionCounts>>;
  /** Marks this account of the roster as the admin's own: it is protected and unticked. */
  setOperator(id: string, accountId: string): Promise<Result<RosterRecord>>;
  /**
   * Records that the admin's own account, with this address, is not in the roster. If an account in the roster has the
   * address after all, it counts as the admin's own.
   */
  setOperatorAbsent(id: string, email: string): Promise<Result<RosterRecord>>;
  /**
   * Records whether the day or the month comes first in the dates of a column. Fails if the column was not asked about.
   */
  setDateOrder(id: string, column: number, order: DateOrder): Result<RosterRecord>;
  /** These accounts of the roster, with names. Fails if some are not in it. In pieces, so that other work continues. */
  people(id: string, accountIds: readonly string[]): Promise<Result<Person[]>>;
  /** Deletes the roster at once. The value resolves to false if some of its bytes may be left in the folder. */
  remove(id: string): Result<Promise<boolean>>;
  /** Does the work when no change of ticks is in progress. */
  afterChanges<T>(work: () => T | Promise<T>): Promise<T>;
}

interface RosterParts extends UploadParts {
  store: RosterStore;
  originals: OriginalStore;
  selection: SelectionVerbs;
}

/** Verbs over a store of rosters. */
export function newRosters(parts: RosterParts): RosterVerbs {
  const { store, selection } = parts;
  const oneAfterTheOther = newQueue();
  return {
    get: (id) => get(store, id),
    list: () => store.list(),
    counts: (id) => inTurns(selection.counts(id)),
    upload: (chunks, file) => uploadKept(parts, chunks, file),
    operator: (roster) => operatorOf(parts, roster),
    review: (id, first) => review(parts, id, first),
    setTicked: (id, accountIds, ticked) => oneAfterTheOther(() => setTicked(parts, id, accountIds, ticked)),
    setOperator: (id, accountId) => setOperator(parts, id, accountId),
    setOperatorAbsent: (id, email) => setOperatorAbsent(parts, id, email),
    setDateOrder: (id, column, order) => setDateOrder(store, id, column, order),
    people: (id, accountIds) => people(store, id, accountIds),
    afterChanges: (work) => oneAfterTheOther(async () => work()),
    remove: (id) => remove(parts, id),
  };
}

function get(store: RosterStore, id: string): Result<RosterRecord> {
  const roster = store.get(id);
  return roster
    ? done(roster)
    : failed(
        'not-found',
        'This roster does not exist.',
        'It may have been deleted, by you or after the days set in Settings. Upload the export again.',
      );
}

function operatorOf({ protections }: RosterParts, { operatorAbsent }: RosterRecord): Operator {
  const ownAddress = protections.ownAddress();
  if (operatorAbsent) return { state: 'absent', ownAddress };
  const own = protections.operator();
  return own ? { state: 'known', ...own } : { state: 'unknown', ownAddress };
}

/** Reads a file and keeps a copy of it, unless it is refused. */
async function uploadKept(
  parts: RosterParts,
  chunks: AsyncIterable<Uint8Array>,
  file: UploadedFile,
): Promise<Result<RosterRecord>> {
  const copy = parts.originals.begin();
  let read: Result<RosterRecord> | null = null;
  try {
    read = await upload(parts, copy.passing(chunks), file);
    return read;
  } finally {
    if (read?.ok) await copy.keepAs(read.value.id);
    else await copy.discard();
  }
}

async function review(
  { store, selection }: RosterParts,
  id: string,
  first: number | undefined,
): Promise<Result<ReviewedUser[]>> {
  const roster = get(store, id);
  if (!roster.ok) return roster;
  return done(first === undefined ? await inTurns(selection.review(id)) : selection.reviewFirst(id, first));
}

async function setTicked(
  { store, selection }: RosterParts,
  id: string,
  accountIds: 'all' | readonly string[],
  ticked: boolean,
): Promise<Result<SelectionCounts>> {
  const roster = get(store, id);
  if (!roster.ok) return roster;
  const reviewed = await inTurns(selection.review(id));
  const change = await inTurns(tickChange(reviewed, accountIds, ticked));
  if (!change.ok) return change;
  for (const [run, uncertain] of ticked ? change.value.uncertain : []) {
    store.tickAfterRun(id, uncertain, run);
  }
  await inTurns(store.setManyTicked(id, change.value.accountIds, ticked));
  return done(change.value.counts);
}

async function setOperator(
  { store, protections }: RosterParts,
  id: string,
  accountId: string,
): Promise<Result<RosterRecord>> {
  const roster = get(store, id);
  if (!roster.ok) return roster;
  const user = await inTurns(store.find(id, accountId));
  const [person] = user === null ? [] : personOf(user);
  if (!person) {
    const hint = 'Choose one of the file, or say that you are not in it.';
    return failed('not-found', 'No user of this file has that account ID.', hint);
  }
  protections.setOperator(person);
  store.setTicked(id, [person.accountId], false);
  store.setOperatorAbsent(id, false);
  return get(store, id);
}

async function setOperatorAbsent(
  parts: RosterParts,
  id: string,
  email: string,
): Promise<Result<RosterRecord>> {
  const { store, protections } = parts;
  const roster = get(store, id);
  if (!roster.ok) return roster;
  const pages = store.areInMemory(id) ? inGroups(store.users(id)) : store.pagesWithoutCells(id);
  const own = await inTurns(accountsWith(pages, email));
  if (own.length > 1) {
    const message = `${whole(own.length)} accounts of this file have the address ${email.trim()}.`;
    const names = own.map(({ accountId, name }) => (name ? `${name} (${accountId})` : accountId));
    return failed('conflict', message, 'Say which of them is yours.', names);
  }
  if (own[0]) return setOperator(parts, id, own[0].accountId);
  protections.setOwnAddress(email.trim());
  store.setOperatorAbsent(id, true);
  return get(store, id);
}

function setDateOrder(
  store: RosterStore,
  id: string,
  column: number,
  order: DateOrder,
): Result<RosterRecord> {
  const roster = get(store, id);
  if (!roster.ok || store.setDateOrder(id, column, order)) return get(store, id);
  const message = 'This column has no dates that can be read in two ways.';
  return failed('not-found', message, 'Read the review again.');
}

async function people(
  store: RosterStore,
  id: string,
  accountIds: readonly string[],
): Promise<Result<Person[]>> {
  const roster = get(store, id);
  if (!roster.ok) return roster;
  const users = await inTurns(store.usersInPieces(id));
  return inTurns(peopleAmong(users, accountIds));
}

function remove({ store, originals }: RosterParts, id: string): Result<Promise<boolean>> {
  const roster = get(store, id);
  if (!roster.ok) return roster;
  // The roster first: if this is interrupted, the next start erases files that belong to no roster.
  const erased = [store.remove(id), originals.remove(id)];
  return done(Promise.all(erased).then((gone) => gone.every((isGone) => isGone)));
}
