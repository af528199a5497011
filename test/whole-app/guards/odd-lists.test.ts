/**
 * Lists of users that do not lead on, or that shrink while they are read: they prove of nobody that they are absent.
 */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Faults, nextLinks } from '#lib/demo/faults/faults';
import { atOnce } from '#lib/domain/text/pieces';
import { answered, DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { accountsOf, askAtlassian, called, ordinary, run, upload, withoutRoles } from '#test/uploads';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 350 }, fastClock());
});
afterEach(() => job.close());

const oddLists: [string, Partial<Faults>][] = [
  ...nextLinks
    .filter((each) => each !== 'right')
    .map((each): [string, Partial<Faults>] => [`a next link: ${each}`, { nextLinks: each }]),
  ['two accounts fewer at each page', { leaveListsPerPage: 2 }],
];
const sources: [string, Partial<Faults>][] = [
  ['both lists', {}],
  ['the older list only', { closedSources: { usersSearch: '403' } }],
  ['the search only', { closedSources: { managedAccounts: '410' } }],
  ['the search without a count', { closedSources: { managedAccounts: '410', usersCount: '403' } }],
];
const cases = oddLists.flatMap(([name, odd]) =>
  sources.map(([source, closed]) => [name, source, { ...odd, ...closed }] as const),
);

it.each(cases)('with %s, and %s, nobody counts as absent and the job is done', async (_, __, faults) => {
  job.organisation.setFaults(faults);
  const people = ordinary(job);
  const rosterId = await upload(job, withoutRoles(people));
  const before = job.organisation.ledger().length;
  await askAtlassian(job, rosterId);
  const asked = job.organisation.ledger().slice(before);
  const lists = asked.filter(({ operation }) => ['managedAccounts', 'usersSearch'].includes(operation));
  expect(lists.length).toBeLessThan(60);
  const { predictions } = atOnce(job.app.engine.preflight.known(rosterId));
  const absent = people.filter(({ accountId }) => predictions?.get(accountId)?.kind === 'not-managed');
  expect(absent.map(({ accountId }) => accountId)).toEqual([]);

  const few = await upload(job, withoutRoles(people.slice(-3)));
  const sealed = unwrap(job.app.engine.plans.seal(few, null, answered));
  await run(job, sealed);
  expect(called(job)).toEqual(accountsOf(sealed));
  expect(called(job)).toHaveLength(3);
});
