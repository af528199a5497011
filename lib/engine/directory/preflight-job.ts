/** One preflight, from its first question to its last. Each result is on disk as soon as it is known. */
import {
  emptyRecord,
  freshMs,
  type PartState,
  type PreflightPart,
  type PreflightProgress,
  type PreflightRecord,
} from '#lib/domain/preflight/preflight';
import type { JobControl } from '#lib/engine/directory/background-job';
import type { Patience } from '#lib/engine/directory/patience';
import { askPermissions, askTokens, type Questions } from '#lib/engine/directory/questions';
import { findProvisioned, type Sweep, sweepAccounts } from '#lib/engine/directory/sweep';
import type { Atlassian, Clock } from '#lib/engine/ports';
import type { PreflightStore } from '#lib/engine/storage';

/** The parts of one preflight. */
interface PreflightJob extends JobControl<PreflightProgress> {
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
}

/** What the parts of a job share. */
interface PreflightTools {
  job: PreflightJob;
  patience: Patience;
  progress(done: number, total: number | null): void;
  /** What is known so far. */
  record: PreflightRecord;
}

/** Runs the parts in order. Resolves when all are done or the signal is aborted. Never rejects because of a fault. */
export async function runPreflight(job: PreflightJob): Promise<void> {
  const { rosterId, store, organisationId, atlassian, clock, random, signal, report } = job;
  const before = store.record(rosterId);
  if (before !== null && before.organisationId !== organisationId) store.forget(rosterId);
  const patience: Patience = {
    signal,
    clock,
    random,
    waiting: (waitingUntil) => report({ waitingUntil }),
  };
  const progress = (done: number, total: number | null) => report({ done, total });
  const tools = { job, patience, progress, record: recordOf(store, rosterId, organisationId) };
  const ask = async (part: PreflightPart, carryOut: () => Promise<void>) => {
    if (!job.parts.includes(part) || signal.aborted) return;
    report({ part, done: 0, total: null, waitingUntil: null });
    await carryOut();
  };
  if (organisationId !== null) {
    const sweep: Sweep = { ...patience, atlassian, organisationId, progress };
    await ask('admins', () => job.askAdmins(patience));
    await ask('accounts', () => listAccounts(tools, sweep));
    await ask('provisioned', () => listProvisioned(tools, sweep));
  }
  await ask('permissions', () => askEachPermission(tools));
  await ask('tokens', () => askEachToken(tools));
}

async function listAccounts(tools: PreflightTools, sweep: Sweep): Promise<void> {
  const { rosterId, store, everybody, listed: tell } = tools.job;
  const { part, listed, totals } = await sweepAccounts(sweep, everybody);
  // An incomplete list does not replace a complete one.
  if (part.state !== 'known' && tools.record.parts.accounts.state === 'known') return;
  store.saveListed(rosterId, listed);
  save(tools, 'accounts', part, totals);
  tell();
}

async function listProvisioned(tools: PreflightTools, sweep: Sweep): Promise<void> {
  const { part, synced } = await findProvisioned(sweep);
  save(tools, 'provisioned', part, { synced: part.state === 'known' ? synced : tools.record.synced });
}

async function askEachPermission(tools: PreflightTools): Promise<void> {
  const { rosterId, store, ticked } = tools.job;
  const left = ticked.filter((id) => isStale(tools, store.accounts(rosterId).get(id)?.answer?.at));
  const part = await askPermissions(questionsOf(tools), left, (id, answer) =>
    store.saveAnswer(rosterId, id, answer),
  );
  save(tools, 'permissions', part);
}

async function askEachToken(tools: PreflightTools): Promise<void> {
  const { rosterId, store, ticked } = tools.job;
  const left = ticked.filter((id) => isStale(tools, store.accounts(rosterId).get(id)?.tokens?.at));
  const part = await askTokens(questionsOf(tools), left, (id, answer) =>
    store.saveTokens(rosterId, id, answer),
  );
  save(tools, 'tokens', part);
}

function questionsOf({ job: { atlassian }, patience, progress }: PreflightTools): Questions {
  return { ...patience, atlassian, progress };
}

function isStale({ job: { clock } }: PreflightTools, at: number | undefined): boolean {
  return at === undefined || clock.wall() - at > freshMs;
}

/** Keeps what a part found. */
function save(
  tools: PreflightTools,
  part: PreflightPart,
  state: PartState,
  change: Partial<PreflightRecord> = {},
): void {
  const { rosterId, store } = tools.job;
  tools.record = { ...tools.record, ...change, parts: { ...tools.record.parts, [part]: state } };
  store.saveRecord(rosterId, tools.record);
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
