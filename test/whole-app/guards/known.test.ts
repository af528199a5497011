/** Tests since when facts about a plan's users are known, and that no alarm claims more. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sameMomentMs } from '#lib/domain/directory/facts';
import { listsLagMs } from '#lib/domain/directory/freshness';
import type { PreflightPart } from '#lib/domain/preflight/preflight';
import type { SealedPlan } from '#lib/engine/plan/sealing';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { type MovableClock, movableClock } from '#test/movable-clock';
import {
  accountsOf,
  askAtlassian,
  bareIds,
  called,
  csv,
  ordinary,
  run,
  tickEach,
  upload,
  withoutRoles,
} from '#test/uploads';

let job: DemoJob;
let clock: MovableClock;

beforeEach(async () => {
  clock = movableClock(fastClock());
  job = await DemoJob.open({ people: 60 }, clock);
});
afterEach(() => job.close());

const answers = [{ question: 'admins', answer: 'none' }] as const;
const seal = (rosterId: string) => unwrap(job.app.engine.plans.seal(rosterId, null, { answers }));
const codes = ({ alarms }: SealedPlan) => alarms.map(({ code }) => code);

/** Asks anew, however short ago it was asked. */
async function ask(rosterId: string, parts: readonly PreflightPart[], enough = () => false): Promise<void> {
  const { preflight } = job.app.engine;
  unwrap(await preflight.start(rosterId, parts, true));
  while (unwrap(await preflight.view(rosterId)).running) {
    if (enough()) unwrap(await preflight.cancel(rosterId));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a provisioned user', () => {
  const provisioned = () => {
    const person = job.organisation
      .people()
      .find(({ kind, status }) => kind === 'scim' && status === 'active');
    if (!person) throw new Error('nobody is provisioned');
    return person;
  };
  const parts = ['accounts', 'provisioned', 'permissions'] as const;

  it('whom Atlassian lets us deactivate will be deactivated, and comes back', async () => {
    job.organisation.setFaults({ scimReactivatesAfterMs: 0 });
    const person = provisioned();
    const rosterId = await upload(job, withoutRoles([person]));
    await ask(rosterId, parts);
    const sealed = seal(rosterId);
    expect(sealed.entries[0]?.prediction).toMatchObject({
      kind: 'will-deactivate',
      basis: 'asked',
      comesBack: true,
    });
    expect(sealed.alarms.find(({ code }) => code === 'comes-back')).toMatchObject({
      count: 1,
      names: [{ key: person.accountId }],
    });
    await run(job, sealed);
    expect(called(job)).toEqual([person.accountId]);
    expect(job.organisation.person(person.accountId)?.status).toBe('active');
  });

  it('whom Atlassian does not let us deactivate is refused', async () => {
    const rosterId = await upload(job, withoutRoles([provisioned()]));
    await ask(rosterId, parts);
    // The check has unticked them, and the admin ticks them again.
    unwrap(await job.app.engine.rosters.setTicked(rosterId, 'all', true));
    const sealed = seal(rosterId);
    expect(sealed.entries[0]?.prediction).toMatchObject({ kind: 'refused', basis: 'asked' });
    expect(codes(sealed)).toContain('predicted-to-fail');
    expect(codes(sealed)).not.toContain('comes-back');
  });
});

it('somebody who may be deactivated and is not on the whole list is named', async () => {
  const [person, bystander] = ordinary(job, 2);
  if (!person || !bystander) throw new Error('too few people');
  job.organisation.setFaults({ unlisted: [person.accountId] });
  const rosterId = await upload(job, withoutRoles([person, bystander]));
  await ask(rosterId, ['accounts']);
  expect(seal(rosterId).entries.map(({ prediction }) => prediction?.kind)).toEqual([
    'not-managed',
    'unknown',
  ]);
  await ask(rosterId, ['permissions']);
  const sealed = seal(rosterId);
  expect(sealed.entries[0]?.prediction).toMatchObject({ kind: 'will-deactivate', unlisted: true });
  expect(sealed.alarms.find(({ code }) => code === 'unlisted')?.names).toMatchObject([
    { key: person.accountId },
  ]);
});

describe('an alarm about what nobody would be left in', () => {
  const emptied = (sealed: SealedPlan) => codes(sealed).filter((code) => code.startsWith('empties'));
  const columns = ['Group id', 'Group name', 'User id', 'User name', 'email', 'User status'];
  const groups = [
    ['aaaaaaaa-0000-4000-8000-000000000000', 'jira-users'],
    ['aaaaaaaa-0000-4000-8000-000000000001', 'confluence-users'],
  ] as const;

  it.each([true, false])(
    'is not given for a few leavers of a group export; the list was read: %s',
    async (read) => {
      const rows = ordinary(job, 3).flatMap(({ accountId, name, email }) =>
        groups.map(([id, group]) => [id, group, accountId, name, email, 'Active']),
      );
      const rosterId = await upload(job, csv(columns, rows));
      if (read) await ask(rosterId, ['accounts']);
      expect(emptied(seal(rosterId))).toEqual([]);
    },
  );

  it('says so where the list hides an address, which may be of that domain', async () => {
    const people = ordinary(job, 6);
    for (const person of job.organisation.people()) person.emailHidden = false;
    for (const [at, person] of people.entries()) person.email = `p${at}@leavers.example.com`;
    const [hidden, ...leavers] = people;
    if (!hidden) throw new Error('too few people');
    const rosterId = await upload(job, withoutRoles(leavers));
    await ask(rosterId, ['accounts']);
    expect(emptied(seal(rosterId))).toEqual([]);
    hidden.emailHidden = true;
    await ask(rosterId, ['accounts']);
    const alarm = seal(rosterId).alarms.find(({ code }) => code === 'empties-domain');
    expect(alarm?.title).toContain('Of those whose address is known, 1 e-mail domain');
    hidden.status = 'inactive';
    await ask(rosterId, ['accounts']);
    const certain = seal(rosterId).alarms.find(({ code }) => code === 'empties-domain');
    expect(certain).toMatchObject({
      title: '1 e-mail domain would have nobody active left.',
      names: [{ name: 'leavers.example.com', note: '5 users' }],
    });
  });
});

it('who was active not long ago, or has an API token in use, is named after a run and its restore too', async () => {
  const { runs } = job.app.engine;
  const people = ordinary(job);
  const request = { answers, raisedBecause: 'A sample' };
  const sealAll = async () => {
    const rosterId = await upload(job, bareIds(people));
    await tickEach(job, rosterId);
    return { rosterId, seal: () => unwrap(job.app.engine.plans.seal(rosterId, null, request)) };
  };
  const inUse = ({ alarms }: SealedPlan) =>
    alarms
      .filter(({ code }) => code === 'recently-active' || code === 'tokens-in-use')
      .map(({ code, count }) => ({ code, count }));
  const first = await sealAll();
  await askAtlassian(job, first.rosterId);
  const sealed = first.seal();
  expect(inUse(sealed).map(({ code }) => code)).toEqual(['tokens-in-use', 'recently-active']);
  await run(job, unwrap(runs.sealFrom(await run(job, sealed), 'deactivated', request)));
  const second = await sealAll();
  expect(inUse(second.seal())).toEqual(inUse(sealed));
});

it('what was asked only in part is not checked, in numbers', async () => {
  const count = 30;
  const rosterId = await upload(job, withoutRoles(ordinary(job, count)));
  job.organisation.setFaults({ latencyMs: 5 });
  const asked = () => job.organisation.ledger().filter(({ operation }) => operation === 'manage').length;
  const before = asked();
  // At most eight of these questions have no answer yet.
  await ask(rosterId, ['permissions'], () => asked() >= before + 12);
  const sealed = seal(rosterId);
  const known = sealed.entries.filter(({ prediction }) => prediction?.kind === 'will-deactivate').length;
  expect(known).toBeGreaterThanOrEqual(3);
  expect(known).toBeLessThan(count);
  expect(sealed.plan.terms?.predicted).toEqual({ 'will-deactivate': known, unknown: count - known });
});

describe('after a run', () => {
  /** Three of five people are deactivated, after everything was asked. */
  async function three() {
    const people = ordinary(job, 5);
    const rosterId = await upload(job, withoutRoles(people));
    await ask(rosterId, ['accounts', 'permissions']);
    const ids = people.map(({ accountId }) => accountId);
    unwrap(await job.app.engine.rosters.setTicked(rosterId, ids.slice(3), false));
    const runId = await run(job, seal(rosterId));
    unwrap(await job.app.engine.rosters.setTicked(rosterId, 'all', true));
    return { rosterId, runId, people, gone: ids.slice(0, 3), left: ids.slice(3) };
  }

  it('a second confirmation says what happened, and does not offer them', async () => {
    const { rosterId, gone, left } = await three();
    const second = seal(rosterId);
    expect(accountsOf(second)).toEqual(left);
    expect(second.alarms.find(({ code }) => code === 'earlier-run')).toMatchObject({
      count: 3,
      title: '3 users of this file were left inactive by run 1.',
    });
    expect(second.plan.terms?.predicted).toEqual({ 'will-deactivate': 2 });
    unwrap(await job.app.engine.rosters.setTicked(rosterId, left, false));
    expect(job.app.engine.plans.seal(rosterId, null, { answers })).toMatchObject({
      error: {
        code: 'nothing-selected',
        details: ['3 users of this file were left inactive by run 1.'],
      },
    });
    expect(called(job)).toEqual(gone);
  });

  it('they are offered again after a restore, and what was known of them is not known any more', async () => {
    const { rosterId, runId, gone, left } = await three();
    await run(job, unwrap(job.app.engine.runs.sealFrom(runId, 'deactivated')));
    const again = seal(rosterId);
    expect(accountsOf(again)).toEqual([...gone, ...left]);
    expect(codes(again)).not.toContain('earlier-run');
    expect(again.plan.terms?.predicted).toEqual({ unknown: 3, 'will-deactivate': 2 });
  });

  it('they are offered again by an export that calls them active, if it is too young to lag', async () => {
    const { runId, people, gone } = await three();
    const { endedAt } = unwrap(job.app.engine.runs.get(runId)).state;
    const active = withoutRoles(people.map((person) => ({ ...person, status: 'active' })));
    const before = await upload(job, active, { writtenAt: (endedAt ?? 0) - 1 });
    expect(accountsOf(seal(before))).not.toContain(gone[0]);
    clock.ahead = listsLagMs;
    const soon = await upload(job, active, { writtenAt: (endedAt ?? 0) + listsLagMs - 1 });
    expect(accountsOf(seal(soon))).not.toContain(gone[0]);
    const after = await upload(job, active, { writtenAt: (endedAt ?? 0) + listsLagMs });
    expect(accountsOf(seal(after))).toEqual(people.map(({ accountId }) => accountId));
  });

  it('they are offered again once Atlassian’s list and the profile call them active', async () => {
    const { rosterId, gone, left } = await three();
    await ask(rosterId, ['accounts']);
    expect(accountsOf(seal(rosterId))).toEqual(left);
    const back = job.organisation.person(gone[1] ?? '');
    if (back) back.status = 'active';
    clock.ahead = sameMomentMs + 1_000;
    await ask(rosterId, ['accounts']);
    expect(accountsOf(seal(rosterId))).toEqual([gone[1], ...left]);
  });

  it('a user who was refused for a reason that no check shows is named, although no refusal is predicted', async () => {
    const unverified = job.organisation.people().find(({ kind }) => kind === 'unverified');
    if (!unverified) throw new Error('nobody has an unverified address');
    const rosterId = await upload(job, withoutRoles([...ordinary(job, 2), unverified]));
    const runId = await run(job, seal(rosterId));
    await ask(rosterId, ['accounts', 'permissions']);
    const again = seal(rosterId);
    expect(again.entries).toMatchObject([{ accountId: unverified.accountId }]);
    expect(again.entries[0]?.prediction).toMatchObject({ kind: 'will-deactivate' });
    const alarm = again.alarms.find(({ code }) => code === 'refused-before');
    expect(alarm).toMatchObject({ level: 'warn', count: 1, users: [0] });
    expect(alarm?.names[0]?.note).toMatch(/^run 1 on \d{4}-\d\d-\d\d: e-mail never verified$/);
    const retry = unwrap(job.app.engine.runs.sealFrom(runId, 'attention'));
    expect(codes(retry)).not.toContain('refused-before');
  });

  it('that was a dry run everything stays known and offered', async () => {
    const rosterId = await upload(job, withoutRoles(ordinary(job, 3)));
    await ask(rosterId, ['accounts', 'permissions']);
    await run(job, unwrap(job.app.engine.plans.seal(rosterId, null, { dryRun: true })));
    const sealed = seal(rosterId);
    expect(sealed.plan.terms?.predicted).toEqual({ 'will-deactivate': 3 });
  });
});
