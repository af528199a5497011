/** Tests what a second job on the same day asks Atlassian: what it said in the last 12 hours is not asked for again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PreflightPart } from '#lib/domain/preflight/preflight';
import { atOnce } from '#lib/domain/text/pieces';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { until } from '#test/until';
import { accountsOf, askAtlassian, ordinary, run, upload, withoutRoles } from '#test/uploads';

const checked = ['accounts', 'admins', 'provisioned', 'permissions'] as const;

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 260 }, fastClock());
});
afterEach(() => job.close());

async function check(rosterId: string, parts: readonly PreflightPart[] = checked, again = false) {
  const { preflight } = job.app.engine;
  unwrap(await preflight.start(rosterId, parts, again));
  await until(async () => unwrap(await preflight.view(rosterId)).running === null);
  return unwrap(await preflight.view(rosterId));
}

const seal = (rosterId: string) =>
  unwrap(job.app.engine.plans.seal(rosterId, null, { raisedBecause: 'They all leave' }));

/** The requests of `work`: pages of the lists, and blocks of single accounts, each with its body. */
async function asked(work: () => Promise<unknown>) {
  const before = job.organisation.ledger().length;
  await work();
  const entries = job.organisation.ledger().slice(before);
  const isBlock = (body: string | null) => /"(?:accountIds|emails|roleIds)"/.test(body ?? '');
  const lists = entries.filter(
    ({ operation, body }) =>
      operation === 'managedAccounts' ||
      operation === 'organisationTokens' ||
      (operation === 'usersSearch' && !isBlock(body)),
  );
  const of = (name: string) => entries.filter(({ operation }) => operation === name);
  const accounts = of('usersSearch').filter(({ body }) => body?.includes('"accountIds"'));
  return {
    lists: lists.length,
    blocks: accounts.length,
    profiles: of('profile').length,
    manage: of('manage'),
  };
}

const predictionOf = (rosterId: string, accountId: string) =>
  atOnce(job.app.engine.preflight.known(rosterId)).predictions?.get(accountId);

describe('a second job on the same day', () => {
  it('lists nothing, from its upload to its end, and knows who is left after the first run', async () => {
    const people = ordinary(job, 12);
    for (const person of job.organisation.people()) person.emailHidden = false;
    for (const [at, person] of people.entries()) person.email = `p${at}@leavers.example.com`;
    const first = await upload(job, withoutRoles(people.slice(0, 6)));
    const begun = await asked(async () => {
      await check(first);
      await askAtlassian(job, first);
      await run(job, seal(first));
    });
    expect(begun.lists).toBeGreaterThan(3);
    const age = unwrap(await job.app.engine.preflight.view(first)).record.parts.accounts;

    let second = '';
    const again = await asked(async () => {
      second = await upload(job, withoutRoles(people.slice(6)));
      await check(second);
      await askAtlassian(job, second);
    });
    expect(again).toMatchObject({ lists: 0, blocks: 0, profiles: 0 });
    expect(again.manage).toHaveLength(6);
    expect(unwrap(await job.app.engine.preflight.view(second)).record.parts.accounts).toEqual(age);
    const sealed = seal(second);
    // Half of the domain has gone in the first run: with this one, nobody would be left in it.
    expect(sealed.alarms.find(({ code }) => code === 'empties-domain')).toMatchObject({
      title: '1 e-mail domain would have nobody active left.',
      names: [{ name: 'leavers.example.com', note: '6 users' }],
    });
    expect(accountsOf(sealed)).toHaveLength(6);
    expect((await asked(() => run(job, sealed))).lists).toBe(0);
  });

  it('reads everything again where the admin wants it', async () => {
    const rosterId = await upload(job, withoutRoles(ordinary(job, 5)));
    await check(rosterId);
    expect(await asked(() => check(rosterId))).toMatchObject({ lists: 0, manage: [] });
    const again = await asked(() => check(rosterId, checked, true));
    expect(again.lists).toBeGreaterThan(3);
    expect(again.manage).toHaveLength(5);
  });
});

describe('a file that is younger than the lists', () => {
  /** Reads the lists for one user, and then uploads the others. */
  async function afterLists(text: string): Promise<string> {
    const [somebody] = ordinary(job, 1);
    if (!somebody) throw new Error('too few people');
    await check(await upload(job, withoutRoles([somebody])), ['accounts', 'provisioned']);
    return upload(job, text);
  }

  it.each([
    ['by the search', {}, { lists: 0, blocks: 1, profiles: 0 }],
    ['by the profile of each', { originalUserManagement: true }, { lists: 1, blocks: 0, profiles: 3 }],
  ])('is asked about only where both differ: %s', async (_, faults, expected) => {
    job.organisation.setFaults(faults);
    const people = ordinary(job, 20);
    const [gone, moved, back] = people.slice(-3);
    if (!gone || !moved || !back) throw new Error('too few people');
    gone.status = 'inactive';
    const rows = people.map((person) => ({
      ...person,
      status: person === back ? 'Deactivated' : 'Active',
      email: person === moved ? 'former@example.com' : person.email,
    }));
    const rosterId = await afterLists(withoutRoles(rows));
    // An organisation without the search is asked for it once: it may have it now.
    const requests = await asked(() => check(rosterId, ['accounts', 'provisioned']));
    expect(requests).toMatchObject(expected);
    expect(predictionOf(rosterId, gone.accountId)?.kind).toBe('already-inactive');
    expect(predictionOf(rosterId, moved.accountId)?.kind).toBe('changed');
    const review = unwrap(await job.app.engine.rosters.review(rosterId));
    const known = review.find(({ user }) => user.accountId === back.accountId);
    expect(known).toMatchObject({ block: null, outranked: { reason: expect.stringContaining('“active”') } });
  });

  it('has the list read once where that takes fewer requests than asking about each', async () => {
    const rows = ordinary(job).map((person) => ({ ...person, name: `Other ${person.name}` }));
    expect(rows.length).toBeGreaterThan(30);
    const rosterId = await afterLists(withoutRoles(rows));
    expect(await asked(() => check(rosterId, ['accounts', 'provisioned']))).toMatchObject({
      lists: 3,
      blocks: 0,
      profiles: 0,
    });
    expect(await asked(() => check(rosterId, ['accounts', 'provisioned']))).toMatchObject({ lists: 0 });
  });

  it('has an address asked about that was another account’s', async () => {
    const [own, other] = ordinary(job, 2);
    if (!own || !other) throw new Error('too few people');
    own.emailHidden = false;
    other.emailHidden = false;
    const rosterId = await afterLists(withoutRoles([{ ...own, email: other.email }]));
    await check(rosterId, ['accounts', 'provisioned']);
    const [reviewed] = unwrap(await job.app.engine.rosters.review(rosterId));
    expect(reviewed?.block).toMatchObject({ code: 'other-account' });
  });
});

it('asks again for the permission of a user whom a run has tried since', async () => {
  const refused = job.organisation
    .people()
    .find(({ kind, status }) => kind === 'google' && status === 'active');
  if (!refused) throw new Error('nobody is refused');
  const rosterId = await upload(job, withoutRoles([refused]));
  await check(rosterId);
  expect(predictionOf(rosterId, refused.accountId)?.kind).toBe('refused');
  // The check has unticked them.
  unwrap(await job.app.engine.rosters.setTicked(rosterId, [refused.accountId], true));
  await run(job, seal(rosterId));
  expect(predictionOf(rosterId, refused.accountId)?.kind).toBe('unknown');
  expect((await asked(() => check(rosterId))).manage).toHaveLength(1);
  expect(predictionOf(rosterId, refused.accountId)?.kind).toBe('refused');
});
