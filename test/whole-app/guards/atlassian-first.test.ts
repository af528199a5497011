/** Tests that what Atlassian said after a file was written outranks the file, from the review to the gate. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '#lib/demo/people/person';
import { atOnce } from '#lib/domain/text/pieces';
import { answered, DemoJob, unwrap } from '#test/demo-job';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 40 });
});
afterEach(() => job.close());

/** The first ordinary, active people of the organisation. */
const ordinary = (count: number): Person[] =>
  job.organisation
    .people()
    .filter(({ kind, status, suspended }) => kind === 'ordinary' && status === 'active' && !suspended)
    .slice(0, count);

interface Row {
  person: Person;
  status?: string;
  email?: string;
}

/** Uploads these people as an export, or as a list of another kind with the header `id`. */
async function upload(
  rows: readonly Row[],
  id = 'User id',
  writtenAt: number | null = null,
): Promise<string> {
  const lines = rows.map(
    ({ person, status = 'Active', email = person.email }) =>
      `${person.accountId},"${person.name}",${email},${status}`,
  );
  const text = [`${id},User name,email,User status`, ...lines, ''].join('\r\n');
  async function* file() {
    yield new TextEncoder().encode(text);
  }
  const { rosters } = job.app.engine;
  const roster = unwrap(await rosters.upload(file(), { name: 'users.csv', writtenAt }));
  unwrap(await rosters.setOperatorAbsent(roster.id, 'admin@example.net'));
  return roster.id;
}

/** Reads the list, however young it is. */
async function readList(rosterId: string): Promise<void> {
  const { preflight } = job.app.engine;
  unwrap(await preflight.start(rosterId, ['accounts'], true));
  while (unwrap(await preflight.view(rosterId)).running !== null) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const review = async (rosterId: string) => unwrap(await job.app.engine.rosters.review(rosterId));
const seal = (rosterId: string) => job.app.engine.plans.seal(rosterId, null, answered);

/** The page, the counts and the plan of a roster all have these accounts ticked. */
async function expectTicked(rosterId: string, people: readonly Person[]): Promise<void> {
  const ids = people.map(({ accountId }) => accountId);
  const reviewed = await review(rosterId);
  expect(reviewed.flatMap(({ user, ticked }) => (ticked ? [user.accountId] : []))).toEqual(ids);
  expect((await job.app.engine.rosters.counts(rosterId)).ticked).toBe(ids.length);
  const sealed = seal(rosterId);
  expect(sealed.ok ? sealed.value.entries.map(({ accountId }) => accountId) : []).toEqual(ids);
}

describe('a user whom the export calls deactivated', () => {
  it('can be ticked once Atlassian has called the account active, and stays unticked until then', async () => {
    const [first, second] = ordinary(2) as [Person, Person];
    const id = await upload([{ person: first }, { person: second, status: 'Deactivated' }]);
    await expectTicked(id, [first]);
    unwrap(await job.app.engine.rosters.setTicked(id, 'all', true));
    await expectTicked(id, [first]);

    await readList(id);
    await expectTicked(id, [first]);
    expect((await review(id))[1]).toMatchObject({
      block: null,
      outranked: { reason: 'The file says “Deactivated”; Atlassian said “active”' },
    });

    unwrap(await job.app.engine.rosters.setTicked(id, [second.accountId], true));
    await expectTicked(id, [first, second]);
  });

  it('loses the tick with its ground, and the gate refuses the plan', async () => {
    const [first, second] = ordinary(2) as [Person, Person];
    const id = await upload([{ person: first }, { person: second, status: 'Deactivated' }]);
    await readList(id);
    unwrap(await job.app.engine.rosters.setTicked(id, [second.accountId], true));
    const { plan } = unwrap(seal(id));

    const person = job.organisation.person(second.accountId);
    if (person) person.status = 'inactive';
    await readList(id);
    const started = job.app.engine.runs.start({ planId: plan.id, digest: plan.digest, count: plan.count });
    expect(started).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(job.calls('lifecycle.disable')).toEqual([]);
    await expectTicked(id, [first]);
  });
});

it('a user whom the export calls active cannot be ticked once Atlassian has called the account inactive', async () => {
  const [first, second] = ordinary(2) as [Person, Person];
  const id = await upload([{ person: first }, { person: second }]);
  await expectTicked(id, [first, second]);
  const person = job.organisation.person(second.accountId);
  if (person) person.status = 'inactive';
  await readList(id);
  await expectTicked(id, [first]);
  expect((await review(id))[1]?.block).toMatchObject({
    code: 'already-inactive',
    reason: 'The file says “Active”; Atlassian said “inactive”',
  });
});

it('the status column of a list that is no export of Atlassian blocks nobody', async () => {
  const [first, second] = ordinary(2) as [Person, Person];
  const id = await upload([{ person: first, status: 'Inactive' }, { person: second }], 'Account ID');
  await expectTicked(id, [first, second]);
});

it('an address that belongs to another account now blocks the user, and a changed address does not', async () => {
  const [moved, taker, changed] = ordinary(3) as [Person, Person, Person];
  const id = await upload([{ person: moved }, { person: changed, email: 'former.address@example.com' }]);
  await expectTicked(id, [moved, changed]);
  const [from, to] = [moved, taker].map(({ accountId }) => job.organisation.person(accountId));
  if (from && to) {
    to.email = from.email;
    from.email = 'new.address@example.com';
  }
  await readList(id);
  await expectTicked(id, [changed]);
  const block = (await review(id))[0]?.block;
  expect(block?.code).toBe('other-account');
  expect(block?.reason).toContain(taker.accountId);
  expect(unwrap(seal(id)).entries.map(({ prediction }) => prediction?.kind)).toEqual(['changed']);
});

it('what Atlassian said between the writing of a file and its upload counts in the same way everywhere', async () => {
  const [first, gone, moved, taker] = ordinary(4) as [Person, Person, Person, Person];
  const writtenAt = Date.now() - 60_000;
  const rows = [first, gone, moved].map((person) => ({ person: { ...person } }));
  const change = (person: Person, to: Partial<Person>) =>
    Object.assign(job.organisation.person(person.accountId) ?? {}, to);
  change(gone, { status: 'inactive' });
  change(taker, { email: moved.email });
  change(moved, { email: 'new.address@example.com' });
  await readList(await upload([{ person: taker }]));

  const id = await upload(rows, 'User id', writtenAt);
  await expectTicked(id, [first]);
  expect((await review(id)).map(({ block }) => block?.code)).toEqual([
    undefined,
    'already-inactive',
    'other-account',
  ]);
  const predictions = atOnce(job.app.engine.preflight.known(id)).predictions;
  expect(predictions?.get(gone.accountId)?.kind).toBe('already-inactive');
});
