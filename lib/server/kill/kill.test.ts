import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import { outcomeKinds, outcomeLabels } from '#lib/domain/outcome';
import { reportCsv } from '#lib/domain/report-csv';
import { apply, newRun, type RunState } from '#lib/domain/run';
import { type JournalEntry, journalEntrySchema } from '#lib/domain/run-events';
import { defaultOptions } from '#lib/domain/run-options';
import type { App } from '#lib/server/app';
import { composeApp } from '#lib/server/compose';
import { answered } from '#lib/server/demo-job';

/** Inside the project, so that what the worker imports is found; `dist` is no source. */
const built = path.resolve('dist', `kill-test-${process.pid}`);
const worker = path.join(built, 'worker.mjs');

beforeAll(async () => {
  mkdirSync(built, { recursive: true });
  await build({
    entryPoints: ['lib/server/kill/worker.ts'],
    outfile: worker,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.9',
    logLevel: 'silent',
  });
});

/** A test that fails leaves nobody behind. */
const alive = new Set<ChildProcess>();

afterAll(() => {
  for (const child of alive) child.kill('SIGKILL');
  rmSync(built, { recursive: true, force: true });
});

it.concurrent.each([
  { lanes: 1, kills: 55 },
  { lanes: 4, kills: 55 },
])(
  'is killed $kills times with $lanes lanes and resumed, and the ledger says that all was kept',
  async (each) => {
    const { lanes, kills } = each;
    const organisation = await startDemoOrganisation({ people: 1_500, seed: 11 + lanes });
    const dataDir = mkdtempSync(path.join(tmpdir(), 'lockstep-kill-'));
    try {
      const { protectedIds, planned } = await begin(organisation, dataDir, lanes);
      // Atlassian refuses their deactivation with a 409, which leaves open what a call before it did.
      const inConflict = organisation.people().filter(({ kind }) => kind === 'entitled');
      organisation.setFaults({ latencyMs: lanes, jitterMs: 2 * lanes });
      let killed = 0;
      let doubts = 0;
      while (killed < kills) {
        const more = Math.floor(Math.random() * 20);
        // In turn: in the middle of a call, at any moment, and between an intent and the first byte of its call.
        const moments = [callInFlight(organisation, more), anyMoment(organisation, 2 * more), untilGone];
        const moment = moments[killed % moments.length] ?? untilGone;
        const unsent = [String(more), ...inConflict.map(({ accountId }) => accountId)];
        const child = run(organisation, dataDir, moment === untilGone ? unsent : []);
        const ended = await life(child, moment);
        if (ended) break;
        killed += 1;
        const underWay = callsUnderWay(dataDir);
        expect(underWay).toBeLessThanOrEqual(lanes);
        doubts += underWay;
      }
      expect(killed).toBe(kills);
      expect(doubts).toBeGreaterThan(0);
      organisation.setFaults({ latencyMs: 0, jitterMs: 0 });
      const last = run(organisation, dataDir);
      await once(last, 'exit');
      await judge(organisation, dataDir, protectedIds, planned);
    } finally {
      await organisation.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
);

/** Goes on with the run; `unsent` says before which call the process kills itself, as the worker takes it. */
function run(organisation: DemoOrganisation, dataDir: string, unsent: readonly string[] = []): ChildProcess {
  const { url, apiKey, organisationId } = organisation;
  const child = spawn(process.execPath, [worker, dataDir, url, organisationId, ...unsent], {
    // Not on the command line, which every program of the computer can read.
    env: { ...process.env, ATLASSIAN_ORG_API_KEY: apiKey },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  alive.add(child);
  child.once('exit', () => alive.delete(child));
  return child;
}

type Moment = (gone: AbortSignal) => Promise<void>;

/** Lets the process go until that moment after it began, then kills it; true where it ended by itself first. */
async function life(child: ChildProcess, moment: Moment): Promise<boolean> {
  const gone = new AbortController();
  const exit = once(child, 'exit').finally(() => gone.abort());
  if (child.stdout) await Promise.race([once(child.stdout, 'data'), exit]);
  await moment(gone.signal);
  child.kill('SIGKILL');
  const [code] = await exit;
  // Killed, or at its end: the worker never gives up by itself.
  expect([null, 0]).toContain(code);
  return code === 0;
}

/** The process ends by itself. */
const untilGone: Moment = (gone) =>
  new Promise((resolve) => {
    if (gone.aborted) resolve();
    else gone.addEventListener('abort', () => resolve());
  });

/** Up to 5 ms after that many requests: a count, so that a fast machine does not end the run before the last kill. */
function anyMoment(organisation: DemoOrganisation, requests: number): Moment {
  const from = organisation.ledger().length;
  return async (gone) => {
    while (!gone.aborted && organisation.ledger().length - from < requests) await setTimeout(1);
    await setTimeout(Math.random() * 5);
  };
}

/** When more than so many calls have come since then, and one that deactivates is not answered yet. */
function callInFlight(organisation: DemoOrganisation, more: number): Moment {
  const from = organisation.ledger().length;
  return async (gone) => {
    for (;;) {
      const calls = organisation.ledger();
      const flying = calls.slice(-8).some((call) => {
        return call.operation === 'lifecycle.disable' && call.answered === null;
      });
      if (gone.aborted || (flying && calls.length - from > more)) return;
      await setTimeout(1);
    }
  };
}

async function open(organisation: DemoOrganisation, dataDir: string): Promise<App> {
  const { url, apiKey, organisationId } = organisation;
  const composed = await composeApp({ dataDir, apiUrl: url, apiKey, organisationId }, '0.0.0');
  if (!composed.ok) throw new Error(composed.message);
  return composed.app;
}

/** Seals everybody eligible, protects every seventh of them, starts, and lets go before anything is called. */
async function begin(organisation: DemoOrganisation, dataDir: string, lanes: number) {
  const app = await open(organisation, dataDir);
  const { rosters, plans, protections, runs } = app.engine;
  async function* file() {
    yield new TextEncoder().encode(organisation.exportCsv('users'));
  }
  const uploaded = unwrap(await rosters.upload(file(), { name: 'users.csv', writtenAt: null }));
  unwrap(rosters.setOperatorAbsent(uploaded.id, 'admin@example.net'));
  const options = { ...defaultOptions, lanes };
  const { plan, entries } = unwrap(plans.seal(uploaded.id, null, { options, ...answered }));
  unwrap(runs.start({ planId: plan.id, digest: plan.digest, count: plan.count }));
  const protectedIds = entries.filter((_, at) => at % 7 === 3).map((entry) => entry.accountId);
  for (const accountId of protectedIds) {
    unwrap(protections.protect({ accountId, name: '', email: '' }, 'stays'));
  }
  await app.close();
  return { protectedIds: new Set(protectedIds), planned: new Set(entries.map((entry) => entry.accountId)) };
}

/** How many calls the journal has begun and not settled: these are in doubt after a kill. */
function callsUnderWay(dataDir: string): number {
  return [...folded(dataDir).users].filter((user) => user?.stage === 'calling').length;
}

function folded(dataDir: string): RunState {
  const state = newRun();
  for (const entry of journalOf(dataDir)) apply(state, entry);
  return state;
}

function journalOf(dataDir: string): JournalEntry[] {
  const database = new Sqlite(path.join(dataDir, 'lockstep.db'), { readonly: true });
  const rows = database.prepare<[], { seq: number; at: number; event: string }>(
    'SELECT * FROM journal ORDER BY seq',
  );
  const entries = rows
    .all()
    .map(({ seq, at, event }) => journalEntrySchema.parse({ seq, at, event: JSON.parse(event) }));
  database.close();
  return entries;
}

/**
 * What the journal proves of the calls of each position: how many it intended, and after how many of these the process
 * died before it wrote down an answer. Such a call may have been sent or not; every other one was sent.
 */
function intentsOf(entries: readonly JournalEntry[]): Map<number, { intended: number; cutOff: number }> {
  const found = new Map<number, { intended: number; cutOff: number }>();
  const unanswered = new Set<number>();
  for (const { event } of entries) {
    if (event.type === 'interrupted') {
      for (const position of unanswered) {
        const { intended, cutOff } = found.get(position) ?? { intended: 0, cutOff: 0 };
        found.set(position, { intended, cutOff: cutOff + 1 });
      }
      unanswered.clear();
    }
    if (!('position' in event)) continue;
    unanswered.delete(event.position);
    if (event.type !== 'intended') continue;
    const { intended, cutOff } = found.get(event.position) ?? { intended: 0, cutOff: 0 };
    found.set(event.position, { intended: intended + 1, cutOff });
    unanswered.add(event.position);
  }
  return found;
}

async function judge(
  organisation: DemoOrganisation,
  dataDir: string,
  protectedIds: ReadonlySet<string>,
  planned: ReadonlySet<string>,
): Promise<void> {
  const journal = folded(dataDir);
  const intents = intentsOf(journalOf(dataDir));
  const app = await open(organisation, dataDir);
  const [view] = app.engine.runs.list();
  const rows = [...unwrap(await app.engine.runs.report(view?.record.id ?? '')).rows()];
  await app.close();
  expect(view?.state).toMatchObject({ status: 'ended', end: { how: 'completed' } });
  expect(view?.state).toEqual(journal);

  const calls = organisation.ledger().filter((entry) => entry.operation === 'lifecycle.disable');
  for (const { accountId } of calls) {
    expect(planned.has(accountId ?? '') && !protectedIds.has(accountId ?? '')).toBe(true);
  }
  const effects = calls.filter((call) => call.effect === 'deactivated').map((call) => call.accountId);
  expect(new Set(effects).size).toBe(effects.length);
  const inRows = rows.filter((row) => row.outcome === 'deactivated' || row.outcome === 'confirmed-inactive');
  expect(inRows.map((row) => row.accountId).sort()).toEqual(effects.sort());
  let unsent = 0;
  for (const row of rows) {
    const own = calls.filter((call) => call.accountId === row.accountId);
    if (row.outcome === 'deactivated') expect(own.at(-1)?.answered).toBe(204);
    if (row.outcome === 'skipped') expect(own).toEqual([]);
    const reads = organisation.ledger().filter(({ operation, accountId }) => {
      return operation === 'profile' && accountId === row.accountId;
    });
    const { intended, cutOff } = intents.get(row.number - 1) ?? { intended: 0, cutOff: 0 };
    expect(row.attempts).toBe(intended);
    expect(own.length).toBeLessThanOrEqual(intended);
    expect(own.length).toBeGreaterThanOrEqual(intended - cutOff);
    unsent += intended - own.length;
    // Only of somebody whose account cannot be read can it stay unknown what the killed call did.
    if (row.outcome === 'in-doubt') {
      expect(cutOff).toBeGreaterThan(0);
      expect(reads.at(-1)?.answered).not.toBe(200);
    }
    if (row.outcome === 'refused') expect(organisation.person(row.accountId)?.status).toBe('active');
    // Called again only after six readings, and the one before each call.
    for (const [at, call] of own.entries()) {
      const next = own[at + 1];
      if (!next) continue;
      const between = reads.filter(({ seq }) => seq > call.seq && seq < next.seq);
      expect(between.length).toBeGreaterThanOrEqual(7);
    }
  }
  expect(unsent).toBeGreaterThan(0);
  const { data } = Papa.parse<Record<string, string>>(
    [...reportCsv(rows, { answered: [], sealed: 'Yes', endedAt: 0 })].join('').slice(1).trimEnd(),
    {
      header: true,
    },
  );
  for (const kind of outcomeKinds) {
    const counts = [
      view?.state.counts[kind],
      rows.filter((row) => row.outcome === kind).length,
      data.filter((row) => row.Outcome === outcomeLabels[kind]).length,
    ];
    expect(counts).toEqual(counts.map(() => journal.counts[kind]));
  }
}

function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
