/** Collects what is known about the people of a roster, and makes a prediction for each. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { AddressHolder } from '#lib/domain/directory/address-holder';
import { isFromFuture, knownTime, listsKeepMs } from '#lib/domain/directory/freshness';
import { neverAsked, type PartState, valueEver } from '#lib/domain/directory/known';
import type { OrganisationFacts } from '#lib/domain/directory/organisation-facts';
import type { Reading } from '#lib/domain/directory/reading';
import { isOnList, type ManagedList } from '#lib/domain/directory/sweep';
import type { Totals } from '#lib/domain/directory/totals';
import { predict } from '#lib/domain/preflight/predict';
import type { Prediction, PreflightRecord } from '#lib/domain/preflight/preflight';
import { fileTime } from '#lib/domain/roster/file-time';
import type { RosterUser } from '#lib/domain/roster/roster';
import { isExternal } from '#lib/domain/roster/users/remarks';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { findAddressHolders } from '#lib/engine/directory/address-holders';
import { type CurrentDirectory, managedListOf } from '#lib/engine/directory/directory';
import { stillHold, totalsSince } from '#lib/engine/directory/since-runs';
import type { LastRun, RunHistory } from '#lib/engine/history/run-history';
import type { Clock } from '#lib/engine/ports';
import type { DirectoryStore, ReadingsByAccount } from '#lib/engine/storage/directories';
import type { RosterStore } from '#lib/engine/storage/rosters';

/** Knowledge about some accounts. */
export interface AccountKnowledge {
  /** The readings of each account since the last run that touched it, as far as their age is known. */
  accounts: ReadingsByAccount;
  /** All readings of each account, however old: for guards, which a lost fact must not weaken. */
  allReadings: ReadingsByAccount;
  /** The accounts that now hold addresses of the file's users, by the key of the user's own account. */
  addressHolders: ReadonlyMap<AccountKey, AddressHolder>;
}

/** The knowledge that the review and a plan use. */
export interface Knowledge extends AccountKnowledge {
  record: PreflightRecord;
  /** The organisation's list of managed accounts. */
  list: ManagedList;
  /** The numbers of that list after later runs; null if they are not known. */
  totals: Totals | null;
  /** Predictions by account ID; null if nothing was ever asked. */
  predictions: ReadonlyMap<string, Prediction> | null;
  /** The organisation manages none of these accounts. Then its list says nothing about them. */
  areStrangers: boolean;
}

/** Reads what is known, and caches it. */
export interface KnowledgeVerbs {
  /** The knowledge about a roster. It is cached until something new is learnt. */
  inPieces(rosterId: string): Pieces<Knowledge>;
  /** Knowledge about some users of a roster, without the others. */
  ofUsers(rosterId: string, users: readonly RosterUser[]): Pieces<AccountKnowledge>;
  /** Knowledge about accounts that come from no file. It has no predictions. */
  ofAccounts(accountIds: readonly string[]): Pieces<Knowledge>;
}

/** The parts of the engine that knowledge is read from. */
interface KnowledgeParts {
  directory: CurrentDirectory;
  rosterStore: RosterStore;
  history: Pick<RunHistory, 'lastRuns'>;
  facts(): OrganisationFacts;
  clock: Pick<Clock, 'wall'>;
}

/** Reads what is stored for the connected organisation. The roster read last stays cached. */
export function newKnowledge(parts: KnowledgeParts): KnowledgeVerbs {
  let remembered: { key: readonly unknown[]; knowledge: Knowledge; at: number } | null = null;

  function* inPieces(rosterId: string): Pieces<Knowledge> {
    const users = yield* parts.rosterStore.usersInPieces(rosterId);
    const now = nowKnown(parts);
    // Once the clock is set back, the age of what was read is not known any more.
    if (remembered && isFromFuture(remembered.at, now.now)) remembered = null;
    const about = [rosterId, users, now.store, now.lastRuns];
    const key = [...about, now.store.revision(), now.facts];
    if (remembered?.key.every((each, at) => each === key[at])) return remembered.knowledge;
    const before = about.every((each, at) => each === remembered?.key[at]) ? remembered : null;
    const knowledge = yield* readKnowledge(parts, { rosterId, users }, now, before?.knowledge ?? null);
    // A change during the reading may be included or not. The key was made before, so the next call reads again.
    remembered = { key, knowledge, at: now.now };
    return knowledge;
  }

  return {
    inPieces,
    ofUsers: (rosterId, users) => aboutUsers(parts, { rosterId, users }, nowKnown(parts)),
    ofAccounts: (accountIds) => withoutRoster(accountIds, nowKnown(parts)),
  };
}

/** The sources of knowledge. */
interface NowKnown {
  store: DirectoryStore;
  facts: OrganisationFacts;
  lastRuns: ReadonlyMap<AccountKey, LastRun>;
  /** Ms since the epoch. */
  now: number;
}

function nowKnown({ directory, facts, history, clock }: KnowledgeParts): NowKnown {
  return { store: directory.store(), facts: facts(), lastRuns: history.lastRuns(), now: clock.wall() };
}

function* withoutRoster(
  accountIds: readonly string[],
  { store, facts, lastRuns, now }: NowKnown,
): Pieces<Knowledge> {
  const allReadings = yield* store.readings(accountIds);
  const list = managedListOf(store);
  return {
    record: recordOf(store, null, facts),
    list,
    totals: yield* totalsSince(store, list, lastRuns),
    accounts: yield* stillHold(allReadings, lastRuns, now),
    allReadings,
    addressHolders: new Map(),
    predictions: null,
    areStrangers: yield* nobodyListed(accountIds, list, allReadings),
  };
}

/** Users of a roster. */
interface UsersOfRoster {
  rosterId: string;
  users: readonly RosterUser[];
}

function* aboutUsers(
  { rosterStore }: KnowledgeParts,
  { rosterId, users }: UsersOfRoster,
  { store, lastRuns, now }: NowKnown,
): Pieces<AccountKnowledge> {
  const allReadings = yield* store.readings(accountIdsOf(users));
  const accounts = yield* stillHold(allReadings, lastRuns, now);
  const addressHolders = yield* findAddressHolders(
    store,
    users,
    allReadings,
    writtenAt(rosterStore, rosterId, now),
  );
  return { accounts, allReadings, addressHolders };
}

/**
 * Everything that is known about the users of a roster. `before`: what was known earlier of the same users, after the
 * same runs; null if nothing was.
 */
function* readKnowledge(
  parts: KnowledgeParts,
  roster: UsersOfRoster,
  now: NowKnown,
  before: Knowledge | null,
): Pieces<Knowledge> {
  const { store, facts, lastRuns } = now;
  const { rosterId, users } = roster;
  const known = yield* aboutUsers(parts, roster, now);
  const record = recordOf(store, rosterId, facts);
  const list = managedListOf(store);
  const areStrangers = yield* nobodyListed(accountIdsOf(users), list, known.allReadings);
  const totals = yield* totalsSince(store, list, lastRuns);
  const about = { ...known, record, list, totals, areStrangers };
  const asked = Object.values(record.parts).some(({ state }) => state !== 'never');
  if (!asked) return { ...about, predictions: null };
  const fileAt = writtenAt(parts.rosterStore, rosterId, now.now);
  const earlier = before !== null && isSameList(before, about) ? before : null;
  return {
    ...about,
    predictions: yield* predictEach(users, { ...about, lastRuns, now: now.now, fileAt }, earlier),
  };
}

/** A prediction for each account. Those of `earlier` are taken over for accounts with the same readings. */
function* predictEach(
  users: readonly RosterUser[],
  known: Pick<Knowledge, 'accounts' | 'list' | 'areStrangers'> &
    Pick<NowKnown, 'lastRuns' | 'now'> & { fileAt: number },
  earlier: Knowledge | null,
): Pieces<Map<string, Prediction>> {
  const { accounts, list, areStrangers, lastRuns, now, fileAt } = known;
  const predictions = new Map<string, Prediction>();
  for (const group of inGroups(users)) {
    for (const user of group) {
      const { accountId } = user;
      if (accountId === null || predictions.has(accountId)) continue;
      const key = accountKey(accountId);
      const readings = accounts.get(key) ?? [];
      // The readings of an account are the same list until one is added.
      const made = earlier?.accounts.get(key) === readings ? earlier.predictions?.get(accountId) : undefined;
      if (made !== undefined) {
        predictions.set(accountId, made);
        continue;
      }
      const since = Math.max((fileAt || now) - listsKeepMs, (lastRuns.get(key)?.endedAt ?? 0) + 1);
      const isListed = areStrangers ? undefined : isListedSince(list, readings, { since, now });
      predictions.set(accountId, predict({ user, fileAt, readings, isListed, isExternal: isExternal(user) }));
    }
    yield;
  }
  return predictions;
}

/** Whether two lists say the same about every account. */
function isSameList(
  one: Pick<Knowledge, 'list' | 'areStrangers'>,
  other: Pick<Knowledge, 'list' | 'areStrangers'>,
): boolean {
  const [whole, same] = [one.list.state.whole, other.list.state.whole];
  return (
    one.areStrangers === other.areStrangers &&
    one.list.source === other.list.source &&
    whole?.generation === same?.generation &&
    whole?.at === same?.at
  );
}

/**
 * The time when the roster's file was written, ms since the epoch; 0 if that is not known, or if the roster no longer
 * exists.
 */
function writtenAt(store: RosterStore, rosterId: string, now: number): number {
  const roster = store.get(rosterId);
  return roster === null ? 0 : knownTime(fileTime(roster), now);
}

/**
 * Whether the list contains an account. That it does not is known only from a list read at or after `since`, ms: on the
 * same day as the file, and after the last run.
 */
function isListedSince(
  list: ManagedList,
  readings: readonly Reading[],
  { since, now }: { since: number; now: number },
): boolean | undefined {
  const isListed = isOnList(list, readings);
  const { whole } = list.state;
  const isNew = whole !== null && whole.at >= since && !isFromFuture(whole.at, now);
  return isListed === false && !isNew ? undefined : isListed;
}

function accountIdsOf(users: readonly RosterUser[]): string[] {
  const accountIds: string[] = [];
  for (const { accountId } of users) if (accountId !== null) accountIds.push(accountId);
  return accountIds;
}

function* nobodyListed(
  accountIds: readonly string[],
  list: ManagedList,
  readings: ReadingsByAccount,
): Pieces<boolean> {
  if (list.state.whole === null) return false;
  for (const group of inGroups(accountIds)) {
    for (const accountId of group) {
      const found = readings.get(accountKey(accountId));
      if (found && isOnList(list, found) === true) return false;
    }
    yield;
  }
  return true;
}

/** Knowledge about the organisation, and the state of each part of a roster's preflight. */
function recordOf(
  store: DirectoryStore,
  rosterId: string | null,
  { admins }: OrganisationFacts,
): PreflightRecord {
  const { part, whole } = managedListOf(store).state;
  const named = valueEver(admins);
  const asked = (name: string) => (rosterId === null ? neverAsked : store.part(rosterId, name));
  return {
    parts: {
      accounts: part,
      admins: admins.state === 'known' ? { state: 'known', at: admins.at } : admins,
      provisioned: store.sweep('users-search').part,
      permissions: asked('permissions'),
      tokens: tokensPart(store, asked('tokens')),
    },
    accounts: whole && { total: whole.totals.total, active: whole.totals.active },
    admins: named && [...named],
  };
}

/** The state of the API tokens: known from the listing of all tokens, or from a question about each user. */
function tokensPart(store: DirectoryStore, asked: PartState): PartState {
  const { part } = store.sweep('organisation-tokens');
  return part.state === 'known' || asked.state === 'never' ? part : asked;
}
