/** One preflight, from its first question to its last. Each result is on disk as soon as it is known. */
import {
  emptyRecord,
  freshMs,
  type PartState,
  type PreflightPart,
  type PreflightRecord,
} from '#lib/domain/preflight/preflight';
import type { Patience } from '#lib/engine/directory/patience';
import { askPermissions, askTokens } from '#lib/engine/directory/questions';
import { findProvisioned, sweepAccounts } from '#lib/engine/directory/sweep';
import type { Atlassian, Clock } from '#lib/engine/ports';
import type { PreflightStore } from '#lib/engine/storage';

/** The current activity. */
export interface JobProgress {
  part: PreflightPart;
  done: number;
  /** Null if not known. */
  total: number | null;
  /** The end of a wait that Atlassian asked for (wall clock, ms); null if there is none. */
  waitingUntil: number | null;
}

/** The parts of one preflight. */
export interface JobParts {
  rosterId: string;
  parts: readonly PreflightPart[];
  organisationId: string | null;
  atlassian: Atlassian;
  store: PreflightStore;
  /** All users of the roster, and those of them that a plan would contain now. */
  everybody: ReadonlySet<string>;
  ticked: readonly string[];
  /** Asks for the organisation admins. The result is stored with the organisation. */
  askAdmins(patience: Patience): Promise<void>;
  /** Called when the list of managed accounts was read, whole or in part. */
  listed(): void;
  clock: Clock;
  random(): number;
  signal: AbortSignal;
  progress(progress: JobProgress): void;
}

/** Runs the parts in order. Resolves when all are done or the signal is aborted. Never rejects because of a fault. */
export async function runPreflight(job: JobParts): Promise<void> {
  const { rosterId, store, organisationId, clock, signal } = job;
  const wanted = new Set(job.parts);
  const before = store.record(rosterId);
  if (before !== null && before.organisationId !== organisationId) store.forget(rosterId);
  let record = recordOf(store, rosterId, organisationId);
  let now: JobProgress = { part: 'admins', done: 0, total: null, waitingUntil: null };
  const say = (change: Partial<JobProgress>) => {
    now = { ...now, ...change };
    job.progress(now);
  };
  const patience: Patience = {
    signal,
    clock,
    random: job.random,
    waiting: (waitingUntil) => say({ waitingUntil }),
  };
  const progress = (done: number, total: number | null) => say({ done, total });
  const begin = (part: PreflightPart): boolean => {
    if (!wanted.has(part) || signal.aborted) return false;
    say({ part, done: 0, total: null, waitingUntil: null });
    return true;
  };
  const save = (part: PreflightPart, state: PartState, change: Partial<PreflightRecord> = {}) => {
    record = { ...record, ...change, parts: { ...record.parts, [part]: state } };
    store.saveRecord(rosterId, record);
  };
  const sweep = organisationId === null ? null : { ...patience, ...job, organisationId, progress };

  if (sweep && begin('admins')) await job.askAdmins(patience);
  if (sweep && begin('accounts')) {
    const { part, listed, totals } = await sweepAccounts(sweep, job.everybody);
    // An incomplete list does not replace a complete one.
    if (part.state === 'known' || record.parts.accounts.state !== 'known') {
      store.saveListed(rosterId, listed);
      save('accounts', part, totals);
      job.listed();
    }
  }
  if (sweep && begin('provisioned')) {
    const { part, synced } = await findProvisioned(sweep);
    save('provisioned', part, { synced: part.state === 'known' ? synced : record.synced });
  }
  const questions = { ...patience, atlassian: job.atlassian, progress };
  const stale = (at: number | undefined) => at === undefined || clock.wall() - at > freshMs;
  const known = () => store.accounts(rosterId);
  if (begin('permissions')) {
    const left = job.ticked.filter((id) => stale(known().get(id)?.answer?.at));
    const part = await askPermissions(questions, left, (id, answer) =>
      store.saveAnswer(rosterId, id, answer),
    );
    save('permissions', part);
  }
  if (begin('tokens')) {
    const left = job.ticked.filter((id) => stale(known().get(id)?.tokens?.at));
    const part = await askTokens(questions, left, (id, answer) => store.saveTokens(rosterId, id, answer));
    save('tokens', part);
  }
}

/** The stored record of this organisation. Answers about another one are ignored. */
export function recordOf(
  store: PreflightStore,
  rosterId: string,
  organisationId: string | null,
): PreflightRecord {
  const record = store.record(rosterId);
  if (record?.organisationId === organisationId) return record;
  return emptyRecord(organisationId);
}
