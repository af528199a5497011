import { describe, expect, it } from 'vitest';
import { accountKey } from '#lib/domain/account/account-id';
import type { Act } from '#lib/domain/outcome/act';
import type { FaultCode } from '#lib/domain/outcome/answer';
import type { Outcome } from '#lib/domain/outcome/outcome';
import type { JournalEntry, RunEvent } from '#lib/domain/run/events';
import { newRunHistory } from '#lib/engine/history/run-history';
import { RunStates } from '#lib/engine/history/run-states';
import type { RunRecord } from '#lib/engine/storage/runs';
import { noSummaries } from '#test/no-summaries';

/** A run: the outcome of each account, and what it read before its call. */
interface Told {
  act?: Act | 'imported';
  outcomes: Record<string, Outcome | null>;
  before?: 'active' | null;
  code?: FaultCode;
  /** Ms since the epoch; null if it has not ended. */
  endedAt?: number | null;
  createdAt?: number;
}

/** A store with these runs, the oldest first. Runs can be pushed and spliced. */
function store(told: Told[]) {
  const number = (id: string) => Number(id.slice(1));
  const of = (id: string) => told[number(id) - 1] ?? { outcomes: {} };
  return {
    told,
    reads: 0,
    runs(): RunRecord[] {
      return told
        .map(({ createdAt = 0 }, at) => ({
          id: `r${at + 1}`,
          number: at + 1,
          planId: `r${at + 1}`,
          createdAt,
        }))
        .filter(({ id }) => Object.keys(of(id).outcomes).length > 0)
        .reverse();
    },
    planAccounts: (id: string) =>
      Object.keys(of(id).outcomes).map((accountId, position) => ({
        position,
        accountId,
      })),
    journal(id: string, after: number): JournalEntry[] {
      this.reads += 1;
      return journal(of(id)).filter(({ seq }) => seq > after);
    },
  };
}

function journal({
  act = 'deactivate',
  outcomes,
  before = null,
  code,
  endedAt = 1_000,
}: Told): JournalEntry[] {
  const total = Object.keys(outcomes).length;
  const events: RunEvent[] = [];
  if (act === 'imported') {
    const source = {
      tool: 'newman' as const,
      fileName: 'x.json',
      collection: '',
      startedAt: 1,
      endedAt: 2,
      origins: [],
      problems: [],
      problemCount: 0,
      keyInFile: false,
      recordDigest: '',
    };
    events.push({ type: 'imported', total, planDigest: '', source });
  } else events.push({ type: 'started', total, planDigest: '', act });
  for (const [position, outcome] of Object.values(outcomes).entries()) {
    if (outcome === null) continue;
    if (before !== null) events.push({ type: 'intended', position, attempt: 1, before });
    const detail = { status: null, code: code ?? null, message: '', hint: '', detail: null, tookMs: 1 };
    events.push({ type: 'settled', position, outcome, attempt: 1, ...detail });
  }
  if (endedAt !== null) events.push({ type: 'ended', how: 'completed', code: null, message: '', hint: '' });
  return events.map((event, at) => ({ seq: at + 1, at: endedAt ?? 500, event }));
}

function historyOf(runs: ReturnType<typeof store>) {
  const summaries = noSummaries(
    (id) => journal(runs.told[Number(id.slice(1)) - 1] ?? { outcomes: {} }).length,
  );
  return newRunHistory({ store: runs, states: new RunStates({ store: runs, summaries, watching: false }) });
}

const last = (told: Told[], accountId = 'a') =>
  historyOf(store(told)).lastRuns().get(accountKey(accountId)) ?? null;

describe('what runs say of an account', () => {
  it.each(['deactivated', 'confirmed-inactive', 'already-inactive'] as const)(
    '%s is inactive since that run',
    (outcome) => {
      expect(last([{ outcomes: { a: outcome }, endedAt: 700 }])).toMatchObject({
        endedAt: 700,
        inactiveSince: 1,
        leftActive: false,
      });
    },
  );

  it.each(['refused', 'failed', 'in-doubt', 'skipped'] as const)('%s says nothing of it', (outcome) => {
    expect(last([{ outcomes: { a: outcome } }])).toMatchObject({
      endedAt: 1_000,
      inactiveSince: null,
      leftActive: null,
    });
    const both = [{ outcomes: { a: 'deactivated' as const } }, { outcomes: { a: outcome }, endedAt: 2_000 }];
    expect(last(both)).toMatchObject({ endedAt: 2_000, inactiveSince: 1, leftActive: null });
  });

  it.each(['refused', 'failed', 'in-doubt'] as const)(
    '%s after the account read active: no earlier run left it inactive',
    (outcome) => {
      const came: Told = { outcomes: { a: outcome }, before: 'active', endedAt: 2_000 };
      expect(last([{ outcomes: { a: 'deactivated' } }, came])).toMatchObject({
        endedAt: 2_000,
        inactiveSince: null,
        // Only a refusal says that the call changed nothing.
        leftActive: outcome === 'refused' ? true : null,
      });
    },
  );

  it('a refusal of an active account stands with its published reason, until a later run', () => {
    const refused = (code?: FaultCode): Told => ({
      ...{ outcomes: { a: 'refused' }, before: 'active', ...(code && { code }) },
    });
    expect(last([refused('conflict')])).toMatchObject({ refusal: { code: 'conflict' }, leftActive: true });
    expect(last([refused('bad-request')])?.refusal).toEqual({ code: null });
    expect(last([refused()])?.refusal).toEqual({ code: null });
    expect(last([{ ...refused(), before: null }])?.refusal).toBeNull();
    expect(last([{ ...refused(), act: 'restore' }])?.refusal).toBeNull();
    expect(last([refused(), { outcomes: { a: 'deactivated' } }])?.refusal).toBeNull();
  });

  it.each(['re-activated', 'confirmed-active', 'already-active'] as const)('%s undoes it', (outcome) => {
    const back: Told = { act: 'restore', outcomes: { a: outcome }, endedAt: 2_000 };
    expect(last([{ outcomes: { a: 'deactivated' } }, back])).toMatchObject({
      endedAt: 2_000,
      inactiveSince: null,
      leftActive: true,
    });
    const again: Told = { outcomes: { a: 'deactivated' }, endedAt: 3_000 };
    expect(last([{ outcomes: { a: 'deactivated' } }, back, again])).toMatchObject({
      endedAt: 3_000,
      inactiveSince: 3,
      leftActive: false,
    });
  });

  it('the run that made it inactive is named, else the first that found it so', () => {
    const twice: Told[] = [{ outcomes: { a: 'deactivated' } }, { outcomes: { a: 'confirmed-inactive' } }];
    expect(last(twice)?.inactiveSince).toBe(2);
    const runs: Told[] = [
      { outcomes: { a: 'deactivated' } },
      { outcomes: { A: 'already-inactive' }, endedAt: 2_000 },
    ];
    expect(last(runs)).toMatchObject({ endedAt: 2_000, inactiveSince: 1, leftActive: false });
  });

  it('a dry run touches nobody, and a run does not touch the users it did not reach', () => {
    expect(last([{ act: 'dry-run', outcomes: { a: 'would-deactivate' } }])).toBeNull();
    expect(last([{ act: 'dry-run', outcomes: { a: 'already-inactive' } }])).toBeNull();
    expect(last([{ outcomes: { a: null, b: 'deactivated' } }])).toBeNull();
  });

  it('an imported run makes older facts unknown since it was imported, and concludes nothing', () => {
    const imported: Told = { act: 'imported', outcomes: { a: 'deactivated' }, createdAt: 5_000 };
    expect(last([imported])).toMatchObject({ endedAt: 5_000, inactiveSince: null, leftActive: null });
    expect(last([{ outcomes: { a: 'deactivated' } }, imported])).toMatchObject({
      endedAt: 5_000,
      inactiveSince: 1,
      leftActive: null,
    });
  });
});

describe('the history of runs', () => {
  it('knows a run once it has ended, also where its journal was read before', () => {
    const run: Told = { outcomes: { a: 'deactivated' }, endedAt: null };
    const runs = store([run]);
    const history = historyOf(runs);
    expect(history.lastRuns().size).toBe(0);
    expect(history.lastEnd()).toBe(Number.NEGATIVE_INFINITY);
    run.endedAt = 900;
    expect(history.lastRuns().get(accountKey('a'))).toMatchObject({ endedAt: 900, inactiveSince: 1 });
    expect(history.lastEnd()).toBe(900);
  });

  it('forgets a run that was deleted, and reads none twice', () => {
    const runs = store([
      { outcomes: { a: 'deactivated' }, endedAt: 700 },
      { outcomes: { b: 'deactivated' }, endedAt: 900 },
    ]);
    const history = historyOf(runs);
    const before = history.lastRuns();
    const { reads } = runs;
    expect(history.lastRuns()).toBe(before);
    expect(runs.reads).toBe(reads);
    runs.told[1] = { outcomes: {} };
    expect([...history.lastRuns().keys()]).toEqual(['a']);
    expect(history.lastEnd()).toBe(700);
    expect(runs.reads).toBe(reads);
  });

  it('has the same answer for runs that end one by one as for all at once', () => {
    const told: Told[] = [
      { outcomes: { a: 'deactivated', b: 'refused', c: 'deactivated' }, endedAt: 100 },
      { act: 'restore', outcomes: { a: 're-activated' }, endedAt: 200 },
      { outcomes: { b: 'deactivated', A: 'failed' }, endedAt: 300 },
    ];
    const growing = store([]);
    const history = historyOf(growing);
    for (const run of told) {
      growing.told.push(run);
      history.lastRuns();
    }
    expect([...history.lastRuns()]).toEqual([...historyOf(store(told)).lastRuns()]);
  });

  it('has the same answer after every change of its runs as when it reads them all anew', () => {
    const told: Told[] = [
      { outcomes: { a: 'deactivated', b: 'refused' }, endedAt: 100 },
      { outcomes: { a: 'already-inactive', c: 'deactivated' }, endedAt: 200 },
      { act: 'restore', outcomes: { c: 're-activated' }, endedAt: 300 },
    ];
    const runs = store(told);
    const history = historyOf(runs);
    const agrees = () =>
      expect([...history.lastRuns()].sort()).toEqual([...historyOf(runs).lastRuns()].sort());
    agrees();
    // The newest run is deleted, then the one before it, and one comes.
    runs.told[2] = { outcomes: {} };
    agrees();
    runs.told[1] = { outcomes: {} };
    agrees();
    runs.told.push({ outcomes: { b: 'deactivated' }, endedAt: 400 });
    agrees();
    runs.told[0] = { outcomes: {} };
    agrees();
    expect([...history.lastRuns().keys()]).toEqual(['b']);
  });
});
