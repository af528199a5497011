/** Reading a file into a roster, and what the admin decides about its users. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { countSelection, type SelectionCounts } from '#lib/domain/plan/selection';
import { tooManyBytes } from '#lib/domain/roster/errors';
import { addressOf } from '#lib/domain/roster/look-up';
import { defaultMaxBytes, type ReadRosterOptions, readRoster } from '#lib/domain/roster/reader';
import type { ColumnMapping, RosterError, RosterUser } from '#lib/domain/roster/roster';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Clock, Random } from '#lib/engine/ports';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import { watchArrivals } from '#lib/engine/roster/arrivals';
import type { ReviewedUser, SelectionVerbs } from '#lib/engine/roster/selection';
import type { Person, RosterRecord, RosterStore } from '#lib/engine/storage';
import { inTurns, newQueue } from '#lib/engine/turns';

export type OperatorView = { state: 'unknown' } | { state: 'absent' } | ({ state: 'known' } & Person);

export interface RosterVerbs {
  upload(chunks: AsyncIterable<Uint8Array>, file: UploadedFile): Promise<Result<RosterRecord>>;
  list(): RosterRecord[];
  get(id: string): Result<RosterRecord>;
  /** In pieces, as `review` is: others have their turns. */
  counts(id: string): Promise<SelectionCounts>;
  operator(roster: RosterRecord): OperatorView;
  /** All users, or only the first so many, in file order. */
  review(id: string, first?: number): Promise<Result<ReviewedUser[]>>;
  /** Those who cannot be deactivated stay as they are. In pieces: others have their turns, and all change at once. */
  setTicked(
    id: string,
    accountIds: 'all' | readonly string[],
    ticked: boolean,
  ): Promise<Result<SelectionCounts>>;
  /** This account of the roster is the admin's own: it is protected and unticked. */
  setOperator(id: string, accountId: string): Result<RosterRecord>;
  /**
   * The admin says that their own account, with this address, is not in the roster. An account of the roster that has
   * the address is taken for theirs.
   */
  setOperatorAbsent(id: string, email: string): Result<RosterRecord>;
  /** These accounts of the roster, with names; refused where it has not all of them. In pieces: others have their turns. */
  people(id: string, accountIds: readonly string[]): Promise<Result<Person[]>>;
  remove(id: string): Result<void>;
  /** Does the work when no change of ticks is under way. */
  afterChanges<T>(work: () => T): Promise<T>;
}

export interface UploadedFile {
  name: string;
  /** When the file was written, ms since the epoch; null where the browser does not say. */
  writtenAt: number | null;
  /** How long it says it is, in bytes: one that is too long is refused before it is read. */
  bytes?: number | null;
  /** Which column is what, where the admin was asked. */
  mapping?: ColumnMapping | null;
}

/** Verbs over a store of rosters. */
export function newRosters(parts: {
  store: RosterStore;
  protections: ProtectionVerbs;
  rules: Pick<RuleVerbs, 'watch'>;
  selection: SelectionVerbs;
  clock: Clock;
  random: Random;
  reading?: ReadRosterOptions;
}): RosterVerbs {
  const { store, protections, selection, clock, random } = parts;
  const oneAfterTheOther = newQueue();
  const get = (id: string): Result<RosterRecord> => {
    const roster = store.get(id);
    return roster
      ? done(roster)
      : failed('not-found', 'This roster no longer exists.', 'Upload the export again.');
  };

  function setOperator(id: string, accountId: string): Result<RosterRecord> {
    const roster = get(id);
    if (!roster.ok) return roster;
    const person = store
      .users(id)
      .flatMap(personOf)
      .find((user) => accountKey(user.accountId) === accountKey(accountId));
    if (!person) {
      return failed(
        'not-found',
        'No user of this file has that account ID.',
        'Choose one of the file, or say that you are not in it.',
      );
    }
    protections.setOperator(person);
    store.setTicked(id, [person.accountId], false);
    store.setOperatorAbsent(id, false);
    return get(id);
  }

  return {
    get,
    counts: async (id) => countSelection(await inTurns(selection.review(id))),
    list: () => store.list(),
    async upload(chunks, { name, writtenAt, bytes = null, mapping = null }) {
      const most = parts.reading?.maxBytes ?? defaultMaxBytes;
      if (bytes !== null && bytes > most) return refused(tooManyBytes(most));
      const id = random.id();
      const writer = store.begin({ id, createdAt: clock.wall(), name, writtenAt });
      const arrivals = watchArrivals(parts, name);
      try {
        const read = await readRoster(
          chunks,
          (users) => {
            writer.add(users);
            arrivals.see(users);
          },
          { ...parts.reading, mapping },
        );
        if (!read.ok) {
          writer.abandon();
          return refused(read.error);
        }
        await protections.settled();
        const guarded = arrivals.settle(read.summary.kind).map(({ accountId }) => accountId);
        return done(await writer.finish(read.summary, guarded));
      } catch (problem) {
        writer.abandon();
        throw problem;
      }
    },
    operator(roster) {
      if (roster.operatorAbsent) return { state: 'absent' };
      const own = protections.operator();
      return own ? { state: 'known', ...own } : { state: 'unknown' };
    },
    async review(id, first) {
      const roster = get(id);
      if (!roster.ok) return roster;
      return done(
        first === undefined ? await inTurns(selection.review(id)) : selection.reviewFirst(id, first),
      );
    },
    setTicked: (id, accountIds, ticked) =>
      oneAfterTheOther(async () => {
        const roster = get(id);
        if (!roster.ok) return roster;
        const reviewed = await inTurns(selection.review(id));
        const change = await inTurns(tickChange(reviewed, accountIds, ticked));
        if (!change.ok) return change;
        await inTurns(store.setManyTicked(id, change.value.accountIds, ticked));
        return done(change.value.counts);
      }),
    setOperator,
    setOperatorAbsent(id, email) {
      const roster = get(id);
      if (!roster.ok) return roster;
      const own = accountsWith(store.users(id), email);
      if (own.length > 1) {
        return failed(
          'conflict',
          `${own.length} accounts of this file have the address ${email.trim()}.`,
          'Say which of them is yours.',
          own.map(({ accountId, name }) => (name ? `${name} (${accountId})` : accountId)),
        );
      }
      if (own[0]) return setOperator(id, own[0].accountId);
      protections.setOwnAddress(email.trim());
      store.setOperatorAbsent(id, true);
      return get(id);
    },
    async people(id, accountIds) {
      const roster = get(id);
      if (!roster.ok) return roster;
      const users = await inTurns(store.usersInPieces(id));
      return inTurns(peopleAmong(users, accountIds));
    },
    afterChanges: (work) => oneAfterTheOther(async () => work()),
    remove(id) {
      const roster = get(id);
      if (!roster.ok) return roster;
      store.remove(id);
      return done(undefined);
    },
  };
}

function* keysOf(accountIds: readonly string[]): Pieces<Set<AccountKey>> {
  const keys = new Set<AccountKey>();
  for (const group of inGroups(accountIds)) {
    for (const accountId of group) keys.add(accountKey(accountId));
    yield;
  }
  return keys;
}

/** The people with these accounts, in the order of the file; refused where some of them are not in it. */
function* peopleAmong(users: readonly RosterUser[], accountIds: readonly string[]): Pieces<Result<Person[]>> {
  const wanted = yield* keysOf(accountIds);
  const people: Person[] = [];
  const found = new Set<AccountKey>();
  for (const group of inGroups(users)) {
    for (const person of group.flatMap(personOf)) {
      const key = accountKey(person.accountId);
      if (!wanted.has(key)) continue;
      found.add(key);
      people.push(person);
    }
    yield;
  }
  return found.size === wanted.size ? done(people) : strangersAmong(found, accountIds);
}

/**
 * The accounts of these users that can be ticked or unticked, and the counts once they are; refused where some of the
 * accounts are not in the file.
 */
function* tickChange(
  reviewed: readonly ReviewedUser[],
  accountIds: 'all' | readonly string[],
  ticked: boolean,
): Pieces<Result<{ accountIds: string[]; counts: SelectionCounts }>> {
  const wanted = accountIds === 'all' ? null : yield* keysOf(accountIds);
  const found = new Set<AccountKey>();
  const changed: string[] = [];
  const after: Pick<ReviewedUser, 'block' | 'ticked'>[] = [];
  for (const group of inGroups(reviewed)) {
    for (const each of group) {
      const { accountId } = each.user;
      const key = accountId === null ? null : accountKey(accountId);
      const meant = key !== null && (wanted === null || wanted.has(key));
      if (meant) found.add(key);
      const eligible = meant && each.block === null && accountId !== null;
      if (eligible) changed.push(accountId);
      after.push(eligible ? { block: null, ticked } : each);
    }
    yield;
  }
  if (wanted !== null && accountIds !== 'all' && found.size < wanted.size)
    return strangersAmong(found, accountIds);
  return done({ accountIds: changed, counts: countSelection(after) });
}

/** The refusal where only some accounts are in the file: a misspelt one must not pass for one that is. */
function strangersAmong(found: ReadonlySet<AccountKey>, accountIds: readonly string[]): Result<never> {
  const strangers = accountIds.filter((accountId) => !found.has(accountKey(accountId)));
  const message =
    strangers.length === 1
      ? 'One of these accounts is not in this file.'
      : `${strangers.length} of these accounts are not in this file.`;
  return failed(
    'not-found',
    message,
    'Nothing was changed. Name accounts of the file.',
    strangers.slice(0, 10),
  );
}

/** The accounts of these users that have this address, each once. */
function accountsWith(users: readonly RosterUser[], email: string): Person[] {
  const address = addressOf(email);
  const found = users.filter((user) => addressOf(user.email) === address).flatMap(personOf);
  return [...new Map(found.map((person) => [accountKey(person.accountId), person])).values()];
}

function personOf(user: RosterUser): Person[] {
  return user.accountId === null ? [] : [{ accountId: user.accountId, name: user.name, email: user.email }];
}

function refused({ code, message, hint, found, known, columns }: RosterError): Result<never> {
  const details = [...columnList('Found', found), ...columnList('Known', known)];
  const kind = code === 'too-large' ? 'too-large' : 'invalid';
  return { ok: false, error: { code: kind, message, hint, details, ...(columns ? { columns } : {}) } };
}

function columnList(what: string, headers: readonly string[]): string[] {
  return headers.length === 0 ? [] : [`${what}: ${headers.join(', ')}`];
}
