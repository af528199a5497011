/** Collects what is known about the people of a roster, and makes a prediction for each. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { type OrganisationFacts, valueSince } from '#lib/domain/preflight/organisation-facts';
import { predict } from '#lib/domain/preflight/predict';
import type { ListedAccount, PartState, Prediction, PreflightRecord } from '#lib/domain/preflight/preflight';
import { emptyRecord } from '#lib/domain/preflight/preflight';
import { atOnce, inGroups, type Pieces } from '#lib/domain/text/pieces';
import { recordOf } from '#lib/engine/directory/preflight-job';
import type { LastRun, RunHistory } from '#lib/engine/history/run-history';
import type { KnownAccount, PreflightStore, RosterStore } from '#lib/engine/storage';

/** The knowledge that the review and a plan use. */
export interface Knowledge {
  record: PreflightRecord;
  /** Knowledge about each account since the last run that touched it. */
  accounts: ReadonlyMap<string, KnownAccount>;
  /** Predictions by account ID; null if nothing was ever asked. */
  predictions: ReadonlyMap<string, Prediction> | null;
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

/** Reads what is stored for the connected organisation. The roster read last stays cached. */
export function newKnowledge(parts: {
  store: PreflightStore;
  rosterStore: RosterStore;
  history: Pick<RunHistory, 'lastRuns'>;
  organisationId(): string | null;
  facts(): OrganisationFacts;
}): KnowledgeVerbs {
  let remembered: { key: readonly unknown[]; knowledge: Knowledge } | null = null;
  /** How often something new was learnt. */
  let news = 0;

  function* inPieces(rosterId: string | null): Pieces<Knowledge> {
    const before = news;
    const organisationId = parts.organisationId();
    const facts = parts.facts();
    const lastRuns = parts.history.lastRuns();
    const key = [rosterId, organisationId, facts, lastRuns];
    if (remembered?.key.every((each, at) => each === key[at])) return remembered.knowledge;
    const knowledge =
      rosterId === null
        ? { record: withFacts(emptyRecord(organisationId), facts), accounts: new Map(), predictions: null }
        : yield* readKnowledge(parts, rosterId, { organisationId, facts, lastRuns });
    if (news === before) remembered = { key, knowledge };
    return knowledge;
  }

  return {
    of: (rosterId) => atOnce(inPieces(rosterId)),
    inPieces,
    *activeSince(rosterId) {
      // This is needed only for accounts that a run left inactive.
      if (parts.history.lastRuns().size === 0) return () => null;
      const { record, accounts } = yield* inPieces(rosterId);
      const { accounts: list } = record.parts;
      return (accountId) => {
        const status = readAccountStatus(accounts.get(accountId)?.listed?.status ?? null);
        return list.state !== 'never' && status === 'active' ? list.at : null;
      };
    },
    forget() {
      news += 1;
      remembered = null;
    },
  };
}

function* readKnowledge(
  { store, rosterStore }: { store: PreflightStore; rosterStore: RosterStore },
  rosterId: string,
  known: {
    organisationId: string | null;
    facts: OrganisationFacts;
    lastRuns: ReadonlyMap<AccountKey, LastRun>;
  },
): Pieces<Knowledge> {
  const stored = yield* store.accountsInPieces(rosterId);
  const users = yield* rosterStore.usersInPieces(rosterId);
  const record = withFacts(recordOf(store, rosterId, known.organisationId), known.facts);
  const listAt = record.parts.accounts.state === 'never' ? null : record.parts.accounts.at;
  const isOver = (accountId: string, at: number | null) => {
    const last = known.lastRuns.get(accountKey(accountId));
    return last !== undefined && (at === null || at <= last.endedAt);
  };
  let accounts = stored;
  if (known.lastRuns.size > 0) {
    const still = new Map<string, KnownAccount>();
    for (const group of inGroups(stored)) {
      for (const [accountId, { listed, answer, tokens }] of group) {
        still.set(accountId, {
          listed: isOver(accountId, listAt) ? null : listed,
          answer: answer && isOver(accountId, answer.at) ? null : answer,
          tokens: tokens && isOver(accountId, tokens.at) ? null : tokens,
        });
      }
      yield;
    }
    accounts = still;
  }
  const asked = Object.values(record.parts).some(({ state }) => state !== 'never');
  if (!asked) return { record, accounts, predictions: null };
  const roster = rosterStore.get(rosterId);
  const fileAt = roster?.writtenAt ?? roster?.createdAt ?? 0;
  const synced = new Set(record.synced.map(accountKey));
  const whole = record.parts.accounts.state === 'known' && !areStrangers(record, stored);
  const predictions = new Map<string, Prediction>();
  for (const group of inGroups(users)) {
    for (const user of group) {
      const { accountId } = user;
      if (accountId === null || predictions.has(accountId)) continue;
      const found = accounts.get(accountId);
      const missing = whole && !isOver(accountId, listAt) ? null : undefined;
      const listed: ListedAccount | null | undefined = found?.listed ?? missing;
      const answer = found?.answer ?? undefined;
      predictions.set(
        accountId,
        predict({ user, fileAt, listed, synced: synced.has(accountKey(accountId)), answer }),
      );
    }
    yield;
  }
  return { record, accounts, predictions };
}

/**
 * The organisation admins are asked for the whole organisation. What an earlier start of Lockstep asked stays readable.
 */
function withFacts(record: PreflightRecord, { admins }: OrganisationFacts): PreflightRecord {
  if (admins.state === 'never') return record;
  const state: PartState = admins.state === 'known' ? { state: 'known', at: admins.at } : admins;
  const named = valueSince(admins, Number.NEGATIVE_INFINITY);
  return { ...record, admins: named && [...named], parts: { ...record.parts, admins: state } };
}

/** Whether the organisation manages none of the file's accounts. Then its list says nothing about them. */
export function areStrangers(record: PreflightRecord, accounts: ReadonlyMap<string, KnownAccount>): boolean {
  if (record.parts.accounts.state !== 'known') return false;
  for (const { listed } of accounts.values()) if (listed !== null) return false;
  return true;
}
