/** Tests the comparison of a run with a fresh export and with the directory, against the demo organisation. */
import Papa from 'papaparse';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listsLagMs } from '#lib/domain/directory/freshness';
import { differenceCounts, otherCounts } from '#lib/domain/reconcile/comparison';
import { differenceCsv } from '#lib/domain/reconcile/difference-csv';
import type { RunView } from '#lib/engine/run/run-view';
import { comparisonTable } from '#lib/server/http/comparison-view';
import { redactedDifferences } from '#lib/server/http/redacted-report';
import { answered, DemoJob, unwrap } from '#test/demo-job';
import { elsewhere, notPlanned, planned, ran, ranFrom } from '#test/ended-runs';
import { fastClock } from '#test/fast-clock';
import { type MovableClock, movableClock } from '#test/movable-clock';
import { until } from '#test/until';

let job: DemoJob;
let clock: MovableClock;
beforeEach(async () => {
  clock = movableClock(fastClock(200));
  job = await DemoJob.open({ people: 60 }, clock);
});
afterEach(() => job.close());

async function upload(text: string, name = 'fresh.csv') {
  async function* file() {
    yield new TextEncoder().encode(text);
  }
  return unwrap(await job.app.engine.rosters.upload(file(), { name, writtenAt: null }));
}

async function readLists(): Promise<void> {
  const { organisation } = job.app.engine;
  unwrap(organisation.read());
  await until(() => organisation.view().running === null);
}

const compare = async (view: RunView, rosterId: string | null) =>
  unwrap(await job.app.engine.reconcile.compare(view.record.id, rosterId)).comparison;

/** The CSV export without the row of an account. */
function without(csv: string, accountId: string): string {
  return csv
    .split('\n')
    .filter((line) => !line.includes(accountId))
    .join('\n');
}

it('a fresh export: as wanted, active again, not in this file, and what others changed', async () => {
  const view = await ran(job, 6);
  const [first = '', back = '', gone = ''] = planned(job, view);
  const other = notPlanned(job, view);
  await elsewhere(job, first, 'enable');
  await elsewhere(job, back, 'enable');
  await elsewhere(job, other, 'disable');
  const text = without(job.organisation.exportCsv('users'), gone);
  const early = await compare(view, (await upload(text)).id);
  // So shortly after the run, an export that calls the two active may be from before it.
  expect(differenceCounts(early.users)).toMatchObject({ 'not-known': 2, absent: 1, 'as-wanted': 3 });
  expect(early.notes).toEqual([expect.stringContaining('contradicts it for 2 users')]);
  clock.ahead = listsLagMs;
  const fresh = await upload(text);
  const comparison = await compare(view, fresh.id);
  const kinds = new Map(comparison.users.map(({ accountId, kind }) => [accountId, kind]));
  // The first user was read back. Nothing has read the other one as inactive after its call.
  expect(kinds.get(first)).toBe('changed-back');
  expect(kinds.get(back)).toBe('not-taken');
  expect(kinds.get(gone)).toBe('absent');
  expect(differenceCounts(comparison.users)['as-wanted']).toBe(3);
  expect(comparison.others.state).toBe('compared');
  if (comparison.others.state !== 'compared') return;
  expect(comparison.others.changed.map(({ accountId, kind }) => [accountId, kind])).toEqual([
    [other, 'deactivated'],
  ]);
  const csv = [
    ...differenceCsv(comparison, {
      ...{ run: 1, organisation: 'Demo', madeAt: Date.UTC(2026, 10, 27), redacted: false },
    }),
  ].join('');
  expect(csv).toContain('Not in this file');
  expect(csv).toContain('Deactivated by others');
  expect(csv.trim().split('\r\n')).toHaveLength(1 + 6 + 1);
  const shared = redactedDifferences({ view, comparison }, 'ab'.repeat(32));
  const redacted = [...comparisonTable(shared, { madeAt: 0, redacted: true })].join('');
  expect(redacted).toMatch(/^\uFEFF?Redacted,Account ID,/);
  const people = comparison.users.flatMap(({ accountId, name, email }) => [accountId, name, email]);
  const others = comparison.others.changed.flatMap(({ accountId, name, email }) => [accountId, name, email]);
  for (const text of [...people, ...others, 'fresh.csv', view.plan.organisationName].filter(Boolean)) {
    expect(redacted).not.toContain(text);
  }
  const facts = (text: string, from: number) =>
    Papa.parse<string[]>(text.trim()).data.map((row) => row.slice(from, from + 2).join());
  expect(facts(redacted, 4)).toEqual(facts(csv, 3));
});

it('tells how role and groups changed where both files know them', async () => {
  const view = await ran(job, 2);
  const [first = ''] = planned(job, view);
  const csv = job.organisation.exportCsv('users');
  const [header = ''] = csv.split('\n');
  const column = Papa.parse<string[]>(header).data[0]?.findIndex((name) => /role/i.test(name)) ?? -1;
  expect(column).toBeGreaterThan(-1);
  const rows = Papa.parse<string[]>(csv.trim()).data.map((cells) =>
    cells.map((cell, at) => (at === column && cells.includes(first) ? 'Organization admin' : cell)),
  );
  const fresh = await upload(`${Papa.unparse(rows)}\r\n`);
  const { users } = await compare(view, fresh.id);
  expect(users.map(({ access }) => access)).toEqual([
    expect.stringMatching(/^Role: .*, now Organization admin\.$/),
    '',
  ]);
});

it('the directory: nothing is known before it was read again, and nobody is absent without a whole list', async () => {
  const view = await ran(job, 5);
  const before = job.organisation.ledger().length;
  const first = await compare(view, null);
  expect(job.organisation.ledger()).toHaveLength(before);
  expect(first.compared).toEqual({ from: 'directory', listAt: null });
  expect(first.notes).toHaveLength(1);
  expect(differenceCounts(first.users).absent).toBe(0);
  expect(differenceCounts(first.users)['not-known']).toBeGreaterThan(0);
  await elsewhere(job, planned(job, view)[2] ?? '', 'enable');
  await readLists();
  const then = await compare(view, null);
  expect(then.notes).toEqual([expect.stringMatching(/contradicts it for one user, .* when 10 minutes have/)]);
  // So shortly after the run, a list that departs from it may be from before.
  expect(then.users.map(({ now }) => now.state)).toEqual([
    'inactive',
    'inactive',
    'not-known',
    'inactive',
    'inactive',
  ]);
  expect(then.users[2]?.now).toMatchObject({ why: 'may-lag' });
  expect(differenceCounts(then.users)['as-wanted']).toBe(4);
});

it('the directory: a list that lags says of nobody that the call had no effect', async () => {
  job.organisation.setFaults({ staleListsMs: 600_000 });
  const view = await ran(job, 4);
  await readLists();
  const { users } = await compare(view, null);
  expect(differenceCounts(users)).toMatchObject({ 'not-taken': 0, 'changed-back': 0 });
  expect(
    users.filter(({ now }) => now.state === 'not-known' && now.why === 'may-lag').length,
  ).toBeGreaterThan(0);
});

it('the directory: what was read while the clock was ahead does not count once the clock is set back', async () => {
  const view = await ran(job, 5);
  const before = await compare(view, null);
  await elsewhere(job, planned(job, view)[2] ?? '', 'enable');
  clock.ahead = 3 * 86_400_000;
  await readLists();
  expect((await compare(view, null)).users[2]?.kind).toBe('not-taken');
  clock.ahead = 0;
  const now = await compare(view, null);
  expect(now.compared).toEqual({ from: 'directory', listAt: null });
  expect(now.users.map(({ now: { state } }) => state)).toEqual(
    before.users.map(({ now: { state } }) => state),
  );
  expect(now.others).toEqual(before.others);
});

it('a later run of Lockstep is named as such, and is nobody else’s change', async () => {
  const view = await ran(job, 3);
  const between = await upload(job.organisation.exportCsv('users'), 'between.csv');
  await ranFrom(job, view, 'deactivated');
  // A file from before the later run says nothing about its users.
  const outdated = (await compare(view, between.id)).users.map(({ kind, now }) => [kind, now.state]);
  expect(outdated).toEqual([1, 2, 3].map(() => ['not-known', 'not-known']));
  const fresh = await upload(job.organisation.exportCsv('users'));
  const comparison = await compare(view, fresh.id);
  expect(comparison.users.map(({ kind }) => kind)).toEqual(['later-run', 'later-run', 'later-run']);
  expect(otherCounts(comparison.others.state === 'compared' ? comparison.others.changed : [])).toEqual({
    deactivated: 0,
    activated: 0,
    'other-run': 0,
    'status-changed': 0,
    new: 0,
    absent: 0,
  });
});

it('refuses what cannot tell: a file from before, one without statuses, and a run that goes on', async () => {
  const view = await ran(job, 2);
  const { plan } = view;
  const { reconcile } = job.app.engine;
  const old = await reconcile.compare(view.record.id, plan.rosterId);
  expect(!old.ok && old.error.message).toContain('before the run ended');
  const ids = await upload(`Account ID\n${planned(job, view).join('\n')}\n`, 'ids.csv');
  const bare = await reconcile.compare(view.record.id, ids.id);
  expect(!bare.ok && bare.error.message).toContain('does not say whether an account is active');
  const missing = await reconcile.compare(view.record.id, 'none');
  expect(!missing.ok && missing.error.code).toBe('not-found');
});

it('a file that was uploaded while the clock was ahead is not taken for one from after the run', async () => {
  clock.ahead = 3 * 86_400_000;
  const before = await upload(job.organisation.exportCsv('users'));
  clock.ahead = 0;
  const view = await ran(job, 3);
  const refused = await job.app.engine.reconcile.compare(view.record.id, before.id);
  expect(refused).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('is not known') },
  });
});

it('after the clock is set back, a later run is named as such', async () => {
  clock.ahead = 3 * 86_400_000;
  const view = await ran(job, 3);
  clock.ahead = 0;
  await ranFrom(job, view, 'deactivated');
  clock.ahead = 6 * 86_400_000;
  await readLists();
  const now = await compare(view, null);
  expect(now.users.map(({ kind }) => kind)).toEqual(['later-run', 'later-run', 'later-run']);
});

it('what another run changed is nobody else’s change, also where the list of the run was made before the clock was set back', async () => {
  clock.ahead = 3 * 86_400_000;
  const sealed = await job.seal(3, undefined, job.isOrdinary);
  clock.ahead = 0;
  const again = unwrap(job.app.engine.plans.seal(sealed.plan.rosterId ?? '', null, answered));
  const view = await job.goOn(job.start(again).record.id);
  const other = notPlanned(job, view);
  const next = await job.seal(1, undefined, (accountId) => accountId === other);
  await job.goOn(job.start(next).record.id);
  clock.ahead = listsLagMs + 1;
  await readLists();
  const { others } = await compare(view, null);
  if (others.state !== 'compared') throw new Error(others.why);
  expect(otherCounts(others.changed)).toMatchObject({ 'other-run': 1, deactivated: 0 });
});
