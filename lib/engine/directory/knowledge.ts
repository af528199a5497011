/** Collects what is known about the people of a roster, and makes a prediction for each. */

import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { factOf } from '#lib/domain/directory/facts';
import { listsKeepMs } from '#lib/domain/directory/freshness';
import { neverAsked, type PartState, valueSince } from '#lib/domain/directory/known';
import type { OrganisationFacts } from '#lib/domain/directory/organisation-facts';
import type { Reading } from '#lib/domain/directory/reading';
import { isOnList, type ManagedList } from '#lib/domain/directory/sweep';
import { predict } from '#lib/domain/preflight/predict';
import type { Prediction, PreflightRecord } from '#lib/domain/preflight/preflight';
import { fileTime } from '#lib/domain/roster/file-time';
import type { RosterUser } from '#lib/domain/roster/roster';
import { atOnce, inGroups, type Pieces } from '#lib/domain/text/pieces';
import { type CurrentDirectory, managedListOf } from '#lib/engine/directory/directory';
import type { LastRun, RunHistory } from '#lib/engine/history/run-history';
import type { DirectoryStore, ReadingsByAccount, RosterStore } from '#lib/engine/storage';

/** The knowledge that the review and a plan use. */
export interface Knowledge {
  record: PreflightRecord;
  /** The organisation's list of managed accounts. */
  list: ManagedList;
  /** The readings of each account since the last run that touched it. */
  accounts: ReadingsByAccount;
  /** Predictions by account ID; null if nothing was ever asked. */
  predictions: ReadonlyMap<string, Prediction> | null;
  /** The organisation manages none of the file's accounts. Then its list says nothing about them. */
  areStrangers: boolean;
}

/** Reads what is known, and caches it. */
export interface KnowledgeVerbs {
  /** The knowledge about a roster; for people without a roster (null), only that about their organisation. */
  of(rosterId: string | null): Knowledge;
  /** The same in pieces. Afterwards `of` returns it at once, unless something new was learnt meanwhile. */
  inPieces(rosterId: string | null): Pieces<Knowledge>;
  /** When Atlassian's list last showed an account of the roster as active, ms since the epoch; null if it did not. */
  activeSince(rosterId: string): Pieces<(accountId: string) => number | null>;
  /** Clears the cache after something new was learnt. */
  forget(): void;
}

/** The parts of the engine that knowledge is read from. */
interface KnowledgeParts {
  directory: CurrentDirectory;
  rosterStore: RosterStore;
  history: Pick<RunHistory, 'lastRuns'>;
  facts(): OrganisationFacts;
}

/** Reads what is stored for the connected organisation. The roster read last stays cached. */
export function newKnowledge(parts: KnowledgeParts): KnowledgeVerbs {
  let remembered: { key: readonly unknown[]; knowledge: Knowledge } | null = null;
  /** How often something new was learnt. */
  let news = 0;

  function* inPieces(rosterId: string | null): Pieces<Knowledge> {
    const before = news;
    const store = parts.directory.store();
    const facts = parts.facts();
    const lastRuns = parts.history.lastRuns();
    const key = [rosterId, store, facts, lastRuns];
    if (remembered?.key.every((each, at) => each === key[at])) return remembered.knowledge;
    const knowledge =
      rosterId === null
        ? withoutRoster(store, facts)
        : yield* readKnowledge(parts, rosterId, { store, facts, lastRuns });
    if (news === before) remembered = { key, knowledge };
    return knowledge;
  }

  return {
    of: (rosterId) => atOnce(inPieces(rosterId)),
    inPieces,
    *activeSince(rosterId) {
      // This is needed only for accounts that a run left inactive.
      if (parts.history.lastRuns().size === 0) return () => null;
      const { accounts } = yield* inPieces(rosterId);
      return (accountId) => {
        const status = factOf(accounts.get(accountKey(accountId)) ?? [], 'status');
        const isActive = status.state === 'known' && status.against === null && status.value === 'active';
        return isActive ? status.at : null;
      };
    },
    forget() {
      news += 1;
      remembered = null;
    },
  };
}

function withoutRoster(store: DirectoryStore, facts: OrganisationFacts): Knowledge {
  const record = recordOf(store, null, facts);
  const list = managedListOf(store);
  return { record, list, accounts: new Map(), predictions: null, areStrangers: false };
}

function* readKnowledge(
  { rosterStore }: KnowledgeParts,
  rosterId: string,
  known: {
    store: DirectoryStore;
    facts: OrganisationFacts;
    lastRuns: ReadonlyMap<AccountKey, LastRun>;
  },
): Pieces<Knowledge> {
  const { store, facts, lastRuns } = known;
  const users = yield* rosterStore.usersInPieces(rosterId);
  const stored = yield* store.readings(users.flatMap(({ accountId }) => accountId ?? []));
  const record = recordOf(store, rosterId, facts);
  const list = managedListOf(store);
  const accounts = yield* sinceLastRun(stored, lastRuns);
  const areStrangers = yield* nobodyListed(users, list, stored);
  const about = { record, list, accounts, areStrangers };
  const asked = Object.values(record.parts).some(({ state }) => state !== 'never');
  if (!asked) return { ...about, predictions: null };
  const roster = rosterStore.get(rosterId);
  const fileAt = roster ? fileTime(roster) : 0;
  const predictions = new Map<string, Prediction>();
  for (const group of inGroups(users)) {
    for (const user of group) {
      const { accountId } = user;
      if (accountId === null || predictions.has(accountId)) continue;
      const key = accountKey(accountId);
      const readings = accounts.get(key) ?? [];
      const since = Math.max(fileAt - listsKeepMs, (lastRuns.get(key)?.endedAt ?? 0) + 1);
      const isListed = areStrangers ? undefined : isListedSince(list, readings, since);
      predictions.set(accountId, predict({ user, fileAt, readings, isListed }));
    }
    yield;
  }
  return { ...about, predictions };
}

/**
 * Whether the list contains an account. That it does not is known only from a list read at or after `since`, ms: on the
 * same day as the file, and after the last run.
 */
function isListedSince(list: ManagedList, readings: readonly Reading[], since: number): boolean | undefined {
  const isListed = isOnList(list, readings);
  const isNew = list.state.whole !== null && list.state.whole.at >= since;
  return isListed === false && !isNew ? undefined : isListed;
}

/** The readings that were made after the last run that touched the account. */
function* sinceLastRun(
  stored: ReadingsByAccount,
  lastRuns: ReadonlyMap<AccountKey, LastRun>,
): Pieces<ReadingsByAccount> {
  if (lastRuns.size === 0) return stored;
  const still = new Map<AccountKey, readonly Reading[]>();
  for (const group of inGroups(stored)) {
    for (const [key, readings] of group) {
      const endedAt = lastRuns.get(key)?.endedAt;
      still.set(key, endedAt === undefined ? readings : readings.filter(({ at }) => at > endedAt));
    }
    yield;
  }
  return still;
}

function* nobodyListed(
  users: readonly RosterUser[],
  list: ManagedList,
  readings: ReadingsByAccount,
): Pieces<boolean> {
  if (list.state.whole === null) return false;
  for (const group of inGroups(users)) {
    for (const { accountId } of group) {
      const found = accountId === null ? undefined : readings.get(accountKey(accountId));
      if (found && isOnList(list, found) === true) return false;
    }
    yield;
  }
  return true;
}

/** What is known about the organisation, and how far the questions about a roster's users are. */
function recordOf(
  store: DirectoryStore,
  rosterId: string | null,
  { admins }: OrganisationFacts,
): PreflightRecord {
  const { part, whole } = managedListOf(store).state;
  const named = valueSince(admins, Number.NEGATIVE_INFINITY);
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

/** The API tokens are known from the one listing of all, or from the question about each user. */
function tokensPart(store: DirectoryStore, asked: PartState): PartState {
  const { part } = store.sweep('organisation-tokens');
  return part.state === 'known' || asked.state === 'never' ? part : asked;
}
