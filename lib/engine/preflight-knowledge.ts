/** What is known of a roster's people, and what follows from it for each. */
import type { ListedAccount, Prediction, PreflightRecord } from '#lib/domain/preflight';
import { predict } from '#lib/domain/preflight-predict';
import { recordOf } from '#lib/engine/preflight-job';
import type { KnownAccount, PreflightStore, RosterStore } from '#lib/engine/storage';

/** For the review and for a plan. */
export interface Knowledge {
  record: PreflightRecord;
  accounts: ReadonlyMap<string, KnownAccount>;
  /** By account ID; null where nothing was ever asked. */
  predictions: ReadonlyMap<string, Prediction> | null;
}

/** Reads what is stored about a roster, for the organisation that Lockstep is connected to. */
export function readKnowledge(
  store: PreflightStore,
  rosterStore: RosterStore,
  rosterId: string,
  organisationId: string | null,
): Knowledge {
  const record = recordOf(store, rosterId, organisationId);
  const accounts = store.accounts(rosterId);
  const asked = Object.values(record.parts).some(({ state }) => state !== 'never');
  if (!asked) return { record, accounts, predictions: null };
  const roster = rosterStore.get(rosterId);
  const fileAt = roster?.writtenAt ?? roster?.createdAt ?? 0;
  const synced = new Set(record.synced);
  const whole = record.parts.accounts.state === 'known' && !areStrangers(record, accounts);
  const predictions = new Map<string, Prediction>();
  for (const user of rosterStore.users(rosterId)) {
    const { accountId } = user;
    if (accountId === null || predictions.has(accountId)) continue;
    const found = accounts.get(accountId);
    const listed: ListedAccount | null | undefined = found?.listed ?? (whole ? null : undefined);
    const answer = found?.answer ?? undefined;
    predictions.set(accountId, predict({ user, fileAt, listed, synced: synced.has(accountId), answer }));
  }
  return { record, accounts, predictions };
}

/** Whether the organisation manages nobody of the file: then its list says nothing about them. */
export function areStrangers(record: PreflightRecord, accounts: ReadonlyMap<string, KnownAccount>): boolean {
  if (record.parts.accounts.state !== 'known') return false;
  for (const { listed } of accounts.values()) if (listed !== null) return false;
  return true;
}
