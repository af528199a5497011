import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DemoOrganisation, startDemoOrganisation } from '#lib/demo/server';
import type { RunView } from '#lib/engine/runs';
import type { App } from '#lib/server/app';
import { composeApp } from '#lib/server/compose';

let organisation: DemoOrganisation;
let dataDir: string;
let app: App;

async function open(): Promise<App> {
  const { url, apiKey, organisationId } = organisation;
  const composed = await composeApp({ dataDir, apiUrl: url, apiKey, organisationId }, '0.0.0');
  if (!composed.ok) throw new Error(composed.message);
  return composed.app;
}

beforeEach(async () => {
  organisation = await startDemoOrganisation({ people: 60 });
  dataDir = mkdtempSync(path.join(tmpdir(), 'lockstep-engine-'));
  app = await open();
});

afterEach(async () => {
  await app.close();
  await organisation.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Uploads the organisation's own export, unticks all but the first `count` eligible users, and seals. */
async function seal(count: number) {
  const { rosters, plans } = app.engine;
  const bytes = new TextEncoder().encode(organisation.exportCsv('users'));
  const uploaded = unwrap(await rosters.upload(chunksOf(bytes), { name: 'users.csv', writtenAt: null }));
  unwrap(rosters.setOperator(uploaded.id, null));
  const eligible = unwrap(rosters.review(uploaded.id)).filter((each) => each.ticked);
  unwrap(
    rosters.setTicked(
      uploaded.id,
      eligible.slice(count).map((each) => String(each.user.accountId)),
      false,
    ),
  );
  return unwrap(plans.seal(uploaded.id, null));
}

async function* chunksOf(bytes: Uint8Array) {
  yield bytes;
}

function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function start({ plan }: Awaited<ReturnType<typeof seal>>): RunView {
  return unwrap(app.engine.runs.start({ planId: plan.id, digest: plan.digest, count: plan.count }));
}

/** Follows a run until `enough` says so, or it ends. */
async function until(id: string, enough: (view: RunView) => boolean): Promise<RunView> {
  const follower = new AbortController();
  for await (const _ of app.engine.runs.follow(id, 0, follower.signal)) {
    if (enough(unwrap(app.engine.runs.get(id)))) follower.abort();
  }
  return unwrap(app.engine.runs.get(id));
}

const toTheEnd = (id: string) => until(id, () => false);
const disabled = () => organisation.ledger().filter((entry) => entry.operation === 'lifecycle.disable');
const deactivated = () => organisation.ledger().filter((entry) => entry.effect === 'deactivated');

describe('the main job, against the demo organisation', () => {
  it('deactivates exactly the ticked users, in file order, one at a time', async () => {
    const sealed = await seal(12);
    const run = start(sealed);
    await until(run.record.id, (view) => view.state.status === 'paused');
    const ended = await goOn(run.record.id);
    const called = disabled().map((entry) => entry.accountId);
    expect(called).toEqual(sealed.entries.map((entry) => entry.accountId));
    expect(organisation.ledger().every((entry) => entry.inFlight === 1)).toBe(true);
    expect(ended.state.counts.deactivated).toBe(deactivated().length);
    expect(ended.state.settled).toBe(12);
    const kinds = new Map(organisation.people().map((person) => [person.accountId, person.kind]));
    const { rows } = unwrap(app.engine.runs.report(run.record.id));
    for (const row of rows) {
      const ordinary = ['ordinary', 'service-account'].includes(kinds.get(row.accountId) ?? '');
      expect([row.accountId, row.outcome]).toEqual([row.accountId, ordinary ? 'deactivated' : 'refused']);
    }
  });

  it('never calls a protected user, also when the protection comes in the middle of the run', async () => {
    const sealed = await seal(8);
    const last = sealed.entries.at(-1);
    if (!last) throw new Error('no entries');
    const run = start(sealed);
    unwrap(app.engine.protections.protect(last, 'leaves later'));
    await goOn(run.record.id);
    expect(disabled().some((entry) => entry.accountId === last.accountId)).toBe(false);
    const { rows } = unwrap(app.engine.runs.report(run.record.id));
    expect(rows.at(-1)).toMatchObject({ outcome: 'skipped', attempts: 0 });
  });

  it('refuses a plan whose users were protected after sealing, a wrong number and a wrong digest', async () => {
    const { plan, entries } = await seal(3);
    const { runs, protections } = app.engine;
    expect(runs.start({ planId: plan.id, digest: plan.digest, count: 4 })).toMatchObject({ ok: false });
    expect(runs.start({ planId: plan.id, digest: 'x', count: 3 })).toMatchObject({ ok: false });
    const first = entries[0];
    if (!first) throw new Error('no entries');
    unwrap(protections.protect(first, ''));
    expect(runs.start({ planId: plan.id, digest: plan.digest, count: 3 })).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    expect(disabled()).toEqual([]);
  });

  it('reports a call whose answer was lost after it took effect as confirmed inactive, never as deactivated', async () => {
    const sealed = await seal(3);
    organisation.setFaults({ cutAfterWriteNext: 1 });
    const run = start(sealed);
    const ended = await goOn(run.record.id);
    expect(ended.state.counts).toMatchObject({ 'confirmed-inactive': 1 });
    expect(disabled().filter((entry) => entry.accountId === sealed.entries[0]?.accountId)).toHaveLength(1);
  });

  it('obeys a 429 and goes on by itself', async () => {
    const sealed = await seal(3);
    organisation.setFaults({ throttleNext: 1, throttleHeader: 'none' });
    const run = start(sealed);
    const ended = await goOn(run.record.id);
    expect(ended.state.settled).toBe(3);
    expect(disabled().filter((entry) => entry.answered === 429)).toHaveLength(1);
  });

  it('stops at the first 401: nobody is called after it, and the rest can be run later', async () => {
    const sealed = await seal(6);
    organisation.setFaults({ keyRevokedAfter: 2 });
    const run = start(sealed);
    const ended = await goOn(run.record.id);
    expect(ended.state).toMatchObject({ status: 'ended', end: { how: 'halted', code: 'key-refused' } });
    expect(disabled()).toHaveLength(3);
    expect(disabled().at(-1)?.answered).toBe(401);
    const rest = unwrap(app.engine.runs.sealFrom(run.record.id, 'rest'));
    expect(rest.entries.map((entry) => entry.accountId)).toEqual(
      sealed.entries.slice(3).map((entry) => entry.accountId),
    );
  });

  it('does not call anyone after the canary until its account reads inactive', async () => {
    const sealed = await seal(3);
    organisation.setFaults({ staleReadsMs: 2_500 });
    const run = start(sealed);
    const ended = await goOn(run.record.id);
    expect(ended.state.settled).toBe(3);
    const second = organisation
      .ledger()
      .findIndex((entry) => entry.accountId === sealed.entries[1]?.accountId);
    const reads = organisation
      .ledger()
      .slice(0, second)
      .filter((entry) => entry.operation === 'profile');
    expect(reads.length).toBeGreaterThan(2);
  });

  it('stops on command and leaves the others as they were', async () => {
    const sealed = await seal(10);
    organisation.setFaults({ latencyMs: 5 });
    const run = start(sealed);
    await until(run.record.id, (view) => view.state.settled >= 2 || view.state.status === 'paused');
    unwrap(app.engine.runs.command(run.record.id, 'stop'));
    const ended = await toTheEnd(run.record.id);
    expect(ended.state.end?.how).toBe('stopped');
    const { rows } = unwrap(app.engine.runs.report(run.record.id));
    expect(rows.filter((row) => row.outcome === 'deactivated')).toHaveLength(deactivated().length);
    expect(rows.some((row) => row.outcome === 'not-attempted')).toBe(true);
  });

  it('opens a run that was cut off as interrupted, and finishes it without calling anybody twice', async () => {
    const sealed = await seal(6);
    const run = start(sealed);
    await until(run.record.id, (view) => view.state.settled >= 2 || view.state.status === 'paused');
    await app.close();
    app = await open();
    const found = unwrap(app.engine.runs.get(run.record.id));
    expect(found.state.status).toBe('interrupted');
    const ended = await goOn(run.record.id);
    expect(ended.state.settled).toBe(6);
    const done = deactivated().map((entry) => entry.accountId);
    expect(new Set(done).size).toBe(done.length);
  });

  it('has one owner per data folder', async () => {
    const second = await composeApp(
      { dataDir, apiUrl: organisation.url, apiKey: undefined, organisationId: undefined },
      '0.0.0',
    );
    expect(second).toMatchObject({ ok: false });
  });
});

/** Says "go on" whenever the run asks, until it ends. */
async function goOn(id: string): Promise<RunView> {
  for (;;) {
    const view = await until(id, ({ state }) => state.status === 'paused' || state.status === 'interrupted');
    if (view.state.status === 'ended') return view;
    unwrap(app.engine.runs.command(id, 'resume'));
  }
}
