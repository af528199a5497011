/** Tests a roster of the whole organisation against the demo organisation over real HTTP. */
import { afterEach, describe, expect, it } from 'vitest';
import { organisationSchema } from '#lib/contract/organisation';
import { rosterDetailSchema } from '#lib/contract/roster';
import type { Faults } from '#lib/demo/faults/faults';
import { planText } from '#lib/domain/plan/plan-text';
import { DemoJob, unwrap } from '#test/demo-job';
import { until } from '#test/until';
import { POST as makeIt } from '../../../app/api/organisation/roster/route';
import { DELETE, GET, POST } from '../../../app/api/organisation/route';

let job: DemoJob;

async function open(faults: Partial<Faults> = {}): Promise<void> {
  job = await DemoJob.open({ people: 150, faults });
}
afterEach(() => job.close());

/** Reads the lists, and waits until they are read. */
async function read(): Promise<void> {
  unwrap(job.app.engine.organisation.read());
  await until(() => job.app.engine.organisation.view().running === null);
}
const makeRoster = async () => unwrap(await job.app.engine.organisation.makeRoster());
const reviewOf = async (id: string) => unwrap(await job.app.engine.rosters.review(id));
const managed = () => job.organisation.people().filter(({ kind }) => kind !== 'unmanaged');
const sorted = (texts: Iterable<string | null>) => [...texts].sort();
const eligibleOf = async (id: string) =>
  (await reviewOf(id)).flatMap(({ block, user }) => (block === null ? [String(user.accountId)] : []));

it('answers as the contract says', async () => {
  await open();
  const asked = (method: string) => new Request('http://127.0.0.1/api/organisation', { method });
  const begun = await POST(asked('POST'));
  expect(begun.status).toBe(202);
  expect(organisationSchema.parse(await begun.json()).running).not.toBeNull();
  await read();
  const view = organisationSchema.parse(await (await GET(asked('GET'))).json());
  expect(view).toMatchObject({ read: { state: 'whole' }, accounts: { total: managed().length } });
  const made = await makeIt(new Request('http://127.0.0.1/api/organisation/roster', { method: 'POST' }));
  expect(made.status).toBe(201);
  expect(rosterDetailSchema.parse(await made.json()).counts.ticked).toBe(0);
  expect((await DELETE(asked('DELETE'))).status).toBe(200);
});

describe('a roster of the organisation', () => {
  it('says what is missing before anything was read', async () => {
    await open();
    const { organisation } = job.app.engine;
    expect(organisation.view()).toMatchObject({ read: { state: 'never' }, accounts: null, running: null });
    expect(await organisation.makeRoster()).toMatchObject({
      ok: false,
      error: { code: 'conflict', hint: 'Read the organisation first.' },
    });
  });

  it('has every managed account once, nobody ticked, and no admin or inactive user to tick', async () => {
    await open();
    await read();
    const requests = job.organisation.ledger().length;
    const roster = await makeRoster();
    expect(job.organisation.ledger()).toHaveLength(requests);
    expect(roster.kind).toBe('organisation');
    expect(roster.name).toMatch(/^Your organisation, read at \d\d:\d\d on /);
    const users = await reviewOf(roster.id);
    expect(sorted(users.map(({ user }) => user.accountId))).toEqual(
      sorted(managed().map(({ accountId }) => accountId)),
    );
    expect(users.filter(({ ticked }) => ticked)).toEqual([]);
    const eligible = await eligibleOf(roster.id);
    const ordinary = managed().filter(
      ({ kind, status }) => kind !== 'organisation-admin' && status === 'active',
    );
    expect(sorted(eligible)).toEqual(sorted(ordinary.map(({ accountId }) => accountId)));
    const counts = unwrap(await job.app.engine.rosters.setTicked(roster.id, 'all', true));
    expect(counts).toMatchObject({ ticked: eligible.length, unticked: 0 });
  });

  it('is kept and deleted like an uploaded one', async () => {
    await open();
    await read();
    const { id } = await makeRoster();
    await job.reopen();
    const { rosters } = job.app.engine;
    expect(rosters.list()).toMatchObject([{ id, kind: 'organisation' }]);
    expect((await reviewOf(id)).some(({ ticked }) => ticked)).toBe(false);
    unwrap(rosters.remove(id));
    expect(rosters.list()).toEqual([]);
  });

  it('has the last date and the products that the list has', async () => {
    await open();
    await read();
    const { summary, id } = await makeRoster();
    const users = new Map((await reviewOf(id)).map(({ user }) => [String(user.accountId), user]));
    for (const person of managed()) {
      const user = users.get(person.accountId);
      const dates = Object.values(person.products).flatMap((date) => date ?? []);
      expect(user?.lastSeen).toBe(dates.sort().at(-1));
      const cells = summary.columns.flatMap(({ role, header }, at) =>
        role === 'product' && user?.cells[at] === 'Yes' ? [header.split(' · ')[0]] : [],
      );
      expect(sorted(new Set(cells.map(String)))).toEqual(sorted(Object.keys(person.products)));
    }
  });

  it('has the same products by the search alone, by the IDs of sites where nothing names these', async () => {
    const productsOf = async (faults: Partial<Faults>) => {
      await open(faults);
      await read();
      const { id, summary } = await makeRoster();
      const products = summary.columns.flatMap(({ header, role }, at) =>
        role === 'product' ? [{ header, at }] : [],
      );
      const users = await reviewOf(id);
      const whoHas = products.map(({ header, at }) => [
        header,
        sorted(users.flatMap(({ user }) => (user.cells[at] === 'Yes' ? [user.accountId] : []))),
      ]);
      await job.close();
      return Object.fromEntries(whoHas.sort());
    };
    const both = await productsOf({});
    const bySearch = await productsOf({ closedSources: { managedAccounts: '410' } });
    const byNumber = await productsOf({ closedSources: { managedAccounts: '410', workspaces: '403' } });
    await open();
    expect(Object.keys(both)).toContain('Jira · site.example.com');
    expect(bySearch).toEqual(both);
    expect(Object.values(byNumber)).toEqual(Object.values(both));
    expect(Object.keys(byNumber).every((name) => / · site [0-9a-f]{8}$/.test(name))).toBe(true);
  });

  it('protects whoever a rule matches by any address that Atlassian said', async () => {
    await open();
    const hidden = managed().find(({ emailHidden, status }) => emailHidden && status === 'active');
    if (!hidden) throw new Error('nobody hides their address');
    const rule = { kind: 'email', pattern: hidden.email, reason: 'Sample' } as const;
    unwrap(await job.app.engine.rules.add(rule));
    await read();
    const users = await reviewOf((await makeRoster()).id);
    expect(users.find(({ user }) => user.accountId === hidden.accountId)?.block?.code).toBe('protected');
  });

  it('seals a plan of the same shape, with questions where the directory is no source', async () => {
    await open();
    for (const [kind, pattern] of [
      ['group', 'vip-*'],
      ['role', 'Site admin'],
    ] as const) {
      unwrap(await job.app.engine.rules.add({ kind, pattern, reason: 'Sample' }));
    }
    await read();
    const { id, name } = await makeRoster();
    const { rosters, plans } = job.app.engine;
    unwrap(await rosters.setOperatorAbsent(id, 'admin@example.net'));
    const wanted = (await eligibleOf(id)).slice(0, 3);
    unwrap(await rosters.setTicked(id, wanted, true));
    const { plan, entries, alarms } = unwrap(plans.seal(id, null));
    expect(entries.map(({ accountId }) => accountId)).toEqual(wanted);
    expect(plan).toMatchObject({ rosterId: id, rosterName: name });
    expect(planText(plan, entries)).toContain(JSON.stringify(name));
    const asked = alarms.filter(({ level }) => level === 'question').map(({ code }) => code);
    // The groups were read with the lists, since a rule looks at them. Nothing says the roles.
    expect(asked).toEqual(['rule-unasked']);
    expect(job.app.engine.runs.start({ planId: plan.id, digest: plan.digest, count: 3 })).toMatchObject({
      ok: false,
      error: { code: 'question-open' },
    });
  });

  it('asks who is an admin where the directory cannot say', async () => {
    await open({ originalUserManagement: true });
    await read();
    const { id } = await makeRoster();
    const { rosters, plans } = job.app.engine;
    unwrap(await rosters.setOperatorAbsent(id, 'admin@example.net'));
    unwrap(await rosters.setTicked(id, (await eligibleOf(id)).slice(0, 3), true));
    const { alarms } = unwrap(plans.seal(id, null));
    expect(alarms.filter(({ level }) => level === 'question')).toMatchObject([{ code: 'admins-unknown' }]);
  });

  it('is not made while the lists are being read, and says what is missing when that is stopped', async () => {
    await open();
    job.organisation.setFaults({ hang: { next: 1, after: 1, on: ['managedAccounts'] } });
    const { organisation } = job.app.engine;
    unwrap(organisation.read());
    expect(await organisation.makeRoster()).toMatchObject({ ok: false, error: { code: 'conflict' } });
    await until(() => organisation.view().running?.done === 100);
    organisation.stop();
    await until(() => organisation.view().running === null);
    expect(organisation.view()).toMatchObject({ read: { state: 'partly' }, accounts: null });
    const { name, summary } = await makeRoster();
    expect(name).toContain('read in part');
    expect(summary.users).toBe(100);
    expect(summary.fileProblems).toMatchObject([{ message: expect.stringContaining('not read to its end') }]);
  });
});
