/** The few facts about the organisation that guards need: what is learnt, what is protected, and what is not known. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { type MovableClock, movableClock } from '#test/movable-clock';
import {
  accountsOf,
  admins,
  askAtlassian,
  bareIds,
  called,
  confirmed,
  csv,
  ordinary,
  upload,
  withoutRoles,
} from '#test/uploads';
import { POST as start } from '../../../app/api/runs/route';

let job: DemoJob;
let clock: MovableClock;

beforeEach(async () => {
  clock = movableClock(fastClock());
  job = await DemoJob.open({ people: 60 }, clock);
});
afterEach(() => job.close());

/** Waits for the answers, however slow this machine is. */
const ask = () => askAtlassian(job, null);
const reasonFor = (accountId: string) => job.app.engine.protections.reasonAgainst(accountId) ?? '';

it('protects the service accounts that Atlassian lists, until the admin takes that back', async () => {
  const [program] = job.organisation.serviceAccounts();
  const [person] = ordinary(job, 1);
  if (!program || !person) throw new Error('too few accounts');
  const rosterId = await upload(job, csv(['User id'], [[program.accountId], [person.accountId]]));
  await ask();
  expect(reasonFor(program.accountId)).toContain('Service account in');
  const tickable = async () =>
    unwrap(await job.app.engine.rosters.review(rosterId)).map(({ block }) => block === null);
  expect(await tickable()).toEqual([false, true]);
  unwrap(job.app.engine.protections.unprotect(program.accountId, 'It is no longer needed'));
  await job.reopen();
  await ask();
  expect(reasonFor(program.accountId)).toBe('');
  expect(await tickable()).toEqual([true, true]);
});

it('knows the account of the key’s owner where Atlassian names it', async () => {
  // The demo organisation's key belongs to its first person.
  const [owner] = job.organisation.people();
  if (!owner) throw new Error('no owner');
  const { protections } = job.app.engine;
  await ask();
  expect(protections.operator()).toBeNull();
  job.organisation.setFaults({ ownAccount: 'refused' });
  await ask();
  expect(protections.operator()).toBeNull();
  clock.ahead = 16 * 60_000;
  await ask();
  expect(job.app.engine.protections.operator()?.accountId).toBe(owner.accountId);
  const asked = () => job.organisation.ledger().filter(({ operation }) => operation === 'manage').length;
  const before = asked();
  await ask();
  expect(asked()).toBe(before);
  expect(before).toBeLessThanOrEqual(2 * admins(job).length);
});

it('asks whose key it is again once a key is connected, since it may be that of another admin', async () => {
  const { organisation } = job;
  const [first, second] = admins(job);
  if (!first || !second) throw new Error('too few admins');
  const { connections, protections } = job.app.engine;
  const isKeyOf = (owner: typeof first) => {
    const answer = (isOwn: boolean) => ({
      answer: 200,
      on: ['manage' as const],
      body: {
        'lifecycle.enablement': isOwn
          ? { allowed: false, reason: { key: 'administrative.notMyself' } }
          : { allowed: true },
      },
      always: true,
    });
    const perAccount = {
      [first.accountId]: [answer(owner === first)],
      [second.accountId]: [answer(owner === second)],
    };
    organisation.setFaults({ perAccount });
  };
  isKeyOf(first);
  await ask();
  expect(protections.operator()?.accountId).toBe(first.accountId);
  isKeyOf(second);
  unwrap(await connections.connectTyped(organisation.apiKey, organisation.organisationId));
  await ask();
  expect(protections.operator()?.accountId).toBe(second.accountId);
  expect(reasonFor(first.accountId)).not.toBe('');
});

it('says what is not known where the sources are closed, and blocks nobody because of it', async () => {
  job.organisation.setFaults({ closedSources: { serviceAccounts: '403', organisationTokens: '404' } });
  const rosterId = await upload(job, bareIds(ordinary(job, 2)));
  await askAtlassian(job, rosterId);
  const { parts } = unwrap(await job.app.engine.preflight.view(rosterId)).record;
  expect(parts.tokens).toMatchObject({ state: 'unknown' });
  expect(parts.accounts).toMatchObject({ state: 'known' });
  expect(job.app.engine.connections.view()).toMatchObject({ check: { state: 'accepted' } });
});

it('knows from one listing who has an API token in use', async () => {
  const rosterId = await upload(job, job.organisation.exportCsv('managed-accounts'));
  await askAtlassian(job, rosterId);
  const { record } = unwrap(await job.app.engine.preflight.view(rosterId));
  expect(record.parts.tokens).toMatchObject({ state: 'known' });
  const asked = job.organisation.ledger().map(({ operation }) => operation);
  expect(asked).toContain('organisationTokens');
  expect(asked).not.toContain('apiTokens');
  const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, { answers: [] }));
  const inUse = sealed.alarms.find(({ code }) => code === 'tokens-in-use');
  expect(inUse?.count).toBeGreaterThan(0);
});

it('asks again before a plan leaves that was judged a while ago', async () => {
  const [admin] = admins(job);
  const [person] = ordinary(job, 1);
  if (!admin || !person) throw new Error('too few people');
  job.organisation.setFaults({ originalUserManagement: true });
  const rosterId = await upload(job, withoutRoles([admin, person]));
  await ask();
  const none = [{ question: 'admins', answer: 'none' }] as const;
  const request = { answers: none, raisedBecause: 'A sample' };
  const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, request));
  expect(accountsOf(sealed)).toEqual([admin.accountId, person.accountId]);
  // Atlassian can say now who is an admin, and sixteen minutes have passed.
  job.organisation.setFaults({ originalUserManagement: false });
  clock.ahead = 16 * 60_000;
  const body = JSON.stringify(confirmed(sealed));
  const started = await start(
    new Request('http://localhost/api/runs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }),
  );
  expect(started.status).toBe(409);
  expect(await started.text()).toContain('protected after the plan was sealed');
  expect(called(job)).toEqual([]);
});
