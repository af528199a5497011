/** Tests what Lockstep asks by itself once it is connected, against the demo organisation over real HTTP. */
import { existsSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '#lib/adapters/system-clock';
import { sourceNames } from '#lib/demo/operations';
import { composedApp } from '#test/composed-app';
import { checked, DemoJob, unwrap } from '#test/demo-job';
import { until } from '#test/until';
import { admins, called, ordinary, upload, withoutRoles } from '#test/uploads';

let job: DemoJob;
/** The time by which the wall clock is ahead of the computer's, in ms. */
let ahead: number;

beforeEach(async () => {
  ahead = 0;
  job = await DemoJob.open({ people: 450 });
});
afterEach(async () => {
  job.organisation.resetFaults();
  await job.close();
});

/** Starts Lockstep again, as a person starts it. */
async function start(): Promise<void> {
  const { organisation, dataDir } = job;
  await job.app.close();
  const { url: apiUrl, apiKey, organisationId } = organisation;
  const config = { dataDir, apiUrl, apiKey, organisationId, readsAhead: true };
  const clock = { ...systemClock(), wall: () => Date.now() + ahead };
  job.app = await composedApp({ ...config, clock });
  await checked(job.app);
}

const view = () => job.app.engine.organisation.view();
/** Waits until everything was read that is read ahead. */
const read = () => until(() => view().read.state === 'whole' && view().running === null);
/** The answered pages of the v1 list, without first pages: checking a key also asks for a first page. */
const pages = () =>
  job.organisation
    .ledger()
    .filter(({ operation, answered }) => operation === 'managedAccounts' && answered === 200)
    .filter(({ query }) => query !== '')
    .map(({ query }) => query);
/** The fourth page of the list is not answered before the wait that Atlassian asks for is over. */
const holdTheList = () =>
  job.organisation.setFaults({
    storm: { next: 1, after: 3, on: ['managedAccounts'], headers: 'retry-after-seconds', seconds: 60 },
  });
const isHeld = () => view().running?.waitingUntil != null;

it('reads everybody by the search where Atlassian has removed the older list', async () => {
  job.organisation.setFaults({ closedSources: { managedAccounts: '410' } });
  await start();
  await read();
  expect(view()).toMatchObject({ lists: { search: { state: 'known' }, accounts: { state: 'unknown' } } });
  const managed = job.organisation.people().filter(({ kind }) => kind !== 'unmanaged');
  const active = managed.filter(({ status }) => status === 'active').length;
  expect(view().accounts).toEqual({ total: managed.length, active });
});

it('knows the admins and who is active before anybody asks, and asks the admin nothing', async () => {
  await start();
  await read();
  const [admin] = admins(job);
  if (!admin) throw new Error('no admin');
  const rosterId = await upload(job, withoutRoles([...ordinary(job, 3), admin]));
  const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, {}));
  expect(sealed.entries).toHaveLength(3);
  expect(sealed.alarms.filter(({ level }) => level === 'question')).toEqual([]);
  expect(sealed.plan.terms).toMatchObject({ activeAccounts: expect.any(Number) });
});

it('lists nothing again that is younger than half a day', async () => {
  await start();
  await read();
  const before = pages();
  expect(before.length).toBeGreaterThan(2);
  await start();
  await job.app.engine.connections.recheck();
  expect(view().running).toBeNull();
  expect(pages()).toEqual(before);
  ahead = 12 * 3_600_000;
  await start();
  await until(() => pages().length === 2 * before.length && view().running === null);
  // The program goes on for another day.
  ahead = 24 * 3_600_000;
  job.app.engine.readAhead.look();
  await until(() => pages().length === 3 * before.length && view().running === null);
});

it('rests while a run is under way, and goes on where it was left', async () => {
  holdTheList();
  await start();
  await until(isHeld);
  const sealed = await job.seal(4, undefined, job.isOrdinary);
  // The first call of the run is held back, so that the run cannot end before the test has looked.
  job.organisation.setFaults({ latencyMs: 600_000, latencyOn: 'lifecycle' });
  const { id } = job.start(sealed).record;
  await until(() => called(job).length > 0);
  expect(view().running).toMatchObject({ waitsFor: 'run', done: 200 });
  const before = pages();
  expect(job.app.engine.organisation.read()).toMatchObject({ ok: true });
  expect(pages()).toEqual(before);
  job.organisation.resetFaults();
  await job.goOn(id);
  await read();
  const all = pages();
  expect(new Set(all).size).toBe(all.length);
  expect(all.slice(0, before.length)).toEqual(before);
  expect(all.length).toBeGreaterThan(before.length);
  const calls = job.organisation.ledger().filter(({ operation }) => operation === 'lifecycle.disable');
  const [from, to] = [calls[0]?.seq ?? 0, calls.at(-1)?.seq ?? 0];
  const during = job.organisation.ledger().filter(({ seq }) => seq > from && seq < to);
  const lists = new Set(['managedAccounts', 'usersSearch', 'organisationTokens']);
  // The run itself asks the search about its own users.
  const isOfRun = (body: string | null) => /"(?:accountIds|emails)"/.test(body ?? '');
  expect(during.filter(({ operation, body }) => lists.has(operation) && !isOfRun(body))).toEqual([]);
});

it('stops when it is told to, and begins again when it is told to', async () => {
  holdTheList();
  await start();
  await until(isHeld);
  job.app.engine.organisation.stop();
  await until(() => view().running === null);
  expect(view()).toMatchObject({ read: { state: 'partly' } });
  await job.goOn(job.start(await job.seal(2, undefined, job.isOrdinary)).record.id);
  job.app.engine.readAhead.look();
  expect(view().running).toBeNull();
  unwrap(job.app.engine.organisation.read());
  await read();
});

it('makes way for what the admin asks', async () => {
  holdTheList();
  await start();
  await until(isHeld);
  const before = pages();
  const rosterId = await upload(job, withoutRoles(ordinary(job, 5)));
  unwrap(await job.app.engine.preflight.start(rosterId, ['permissions']));
  await until(async () => unwrap(await job.app.engine.preflight.view(rosterId)).running === null);
  expect(unwrap(await job.app.engine.preflight.view(rosterId)).record.parts.permissions).toMatchObject({
    state: 'known',
  });
  expect(pages()).toEqual(before);
});

it('a closed source is no obstacle to connecting, even if all of them are closed', async () => {
  job.organisation.setFaults({
    closedSources: Object.fromEntries(sourceNames.map((source) => [source, '403'])),
  });
  await start();
  const { connections } = job.app.engine;
  const { apiKey, organisationId } = job.organisation;
  expect(await connections.connectTyped(apiKey, organisationId)).toMatchObject({ ok: true });
  await until(() => view().running === null);
  expect(view()).toMatchObject({ read: { state: 'never' }, lists: { accounts: { state: 'unknown' } } });
});

it('reading ahead ends with the connection, and leaves nothing of an organisation that is forgotten', async () => {
  holdTheList();
  await start();
  await until(isHeld);
  unwrap(await job.app.engine.connections.forget());
  expect(view().running).toBeNull();
  const files = existsSync(job.dataDir) ? readdirSync(job.dataDir) : [];
  expect(files.filter((name) => name.startsWith('directory-'))).toEqual([]);
  expect(job.app.engine.directories.list()).toEqual([]);
});

it('forgets what is in memory with the directory, and asks again when it is needed', async () => {
  await start();
  await read();
  expect(view().about).toBeGreaterThan(0);
  const { directories } = job.app.engine;
  for (const { id } of directories.list()) unwrap(directories.remove(id));
  expect(view()).toMatchObject({ read: { state: 'never' }, about: null });
});

it('reads the people of a demo organisation that was made new, and nothing of the ones before', async () => {
  await start();
  const { connections, directories, organisation } = job.app.engine;
  unwrap(await connections.connectDemo());
  await read();
  const accountIds = async () => {
    const { id } = unwrap(await organisation.makeRoster());
    const users = unwrap(await job.app.engine.rosters.review(id)).map(({ user }) => user.accountId);
    unwrap(job.app.engine.rosters.remove(id));
    return new Set(users);
  };
  const before = await accountIds();
  await job.app.rehearsal.renew({ people: 250, seed: 4711 });
  unwrap(await connections.connectDemo());
  await read();
  const after = await accountIds();
  expect(after.size).toBeGreaterThan(200);
  expect([...after].filter((id) => before.has(id))).toEqual([]);
  expect(directories.list().filter(({ isDemo }) => isDemo)).toHaveLength(1);
});
