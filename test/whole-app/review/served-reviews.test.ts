/** Tests that the page is sent the users that have changed, and no others. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ReviewAnswer, reviewSchema } from '#lib/contract/roster';
import { registerApp } from '#lib/server/app';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { ordinary, upload, withoutRoles } from '#test/uploads';
import { GET } from '../../../app/api/rosters/[id]/users/route';

let job: DemoJob;
beforeEach(async () => {
  job = await DemoJob.open({ people: 40 }, fastClock());
  registerApp(job.app);
});
afterEach(async () => {
  registerApp(undefined);
  await job.close();
});

async function get(id: string, query = ''): Promise<ReviewAnswer> {
  const request = new Request(`http://localhost/api/rosters/r/users${query}`);
  const response = await GET(request, { params: Promise.resolve({ id }) });
  return reviewSchema.parse(await response.json());
}
const since = (id: string, { revision }: ReviewAnswer) => get(id, `?since=${revision}`);
const positions = ({ users }: ReviewAnswer) => users.map(({ position }) => position);

it('the answer has only the users that have changed since an earlier one, and all if that is not known', async () => {
  const people = ordinary(job, 5);
  const id = await upload(job, withoutRoles(people));
  const all = await get(id);
  expect([positions(all), all.since]).toEqual([[0, 1, 2, 3, 4], null]);
  expect(await since(id, all)).toEqual({ users: [], revision: all.revision, since: all.revision });

  unwrap(await job.app.engine.rosters.setTicked(id, [people[2]?.accountId ?? ''], false));
  const unticked = await since(id, all);
  expect([positions(unticked), unticked.since]).toEqual([[2], all.revision]);
  expect(unticked.users[0]?.ticked).toBe(false);
  expect(positions(await since(id, unticked))).toEqual([]);
  // The earlier answer is still known, so that a second tab need not read everything.
  expect(positions(await since(id, all))).toEqual([2]);

  const person = job.organisation.person(people[4]?.accountId ?? '');
  if (person) person.status = 'inactive';
  const { preflight } = job.app.engine;
  const { learnt } = unwrap(await preflight.start(id, ['accounts']));
  while (unwrap(await preflight.view(id)).running) await new Promise((resolve) => setImmediate(resolve));
  expect(unwrap(await preflight.view(id)).learnt).toBeGreaterThan(learnt);
  const read = await since(id, unticked);
  expect(read.users.find(({ position }) => position === 4)?.block?.code).toBe('already-inactive');
  expect(positions(await since(id, read))).toEqual([]);

  expect((await get(id, '?since=unknown')).users).toHaveLength(5);
  const other = await upload(job, withoutRoles(people));
  expect(await since(other, read)).toMatchObject({ since: null, users: { length: 5 } });
});

it('the first users and the changes cannot be asked for at once', async () => {
  const id = await upload(job, withoutRoles(ordinary(job, 1)));
  const request = new Request('http://localhost/api/rosters/r/users?first=4&since=a');
  const response = await GET(request, { params: Promise.resolve({ id }) });
  expect(response.status).toBe(400);
});
