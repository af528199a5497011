/** Tests that lists which may be from before a run do not count against what the run did, over real HTTP. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listsLagMs } from '#lib/domain/directory/freshness';
import { atOnce } from '#lib/domain/text/pieces';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { type MovableClock, movableClock } from '#test/movable-clock';
import { until } from '#test/until';
import { accountsOf, askAtlassian, ordinary, run, upload, withoutRoles } from '#test/uploads';

let job: DemoJob;
let clock: MovableClock;

beforeEach(async () => {
  clock = movableClock(fastClock());
  job = await DemoJob.open({ people: 120 }, clock);
});
afterEach(() => job.close());

const lists = ['accounts', 'provisioned'] as const;

async function readAgain(rosterId: string): Promise<void> {
  const { preflight } = job.app.engine;
  unwrap(await preflight.start(rosterId, lists, true));
  await until(async () => unwrap(await preflight.view(rosterId)).running === null);
}

const review = async (rosterId: string) => unwrap(await job.app.engine.rosters.review(rosterId));
const seal = (rosterId: string) => job.app.engine.plans.seal(rosterId, null, { raisedBecause: 'They leave' });
const profilesAsked = () =>
  job.organisation.ledger().filter(({ operation }) => operation === 'profile').length;

/** Deactivates two of three users of a file; then the lists and the search are read, which lag. */
async function deactivated(): Promise<{ rosterId: string; gone: string[]; rest: string }> {
  const people = ordinary(job, 3);
  const rosterId = await upload(job, withoutRoles(people));
  const [one = '', two = '', rest = ''] = people.map(({ accountId }) => accountId);
  unwrap(await job.app.engine.rosters.setTicked(rosterId, [rest], false));
  job.organisation.setFaults({ staleListsMs: 3_600_000 });
  await askAtlassian(job, null);
  await run(job, unwrap(seal(rosterId)));
  unwrap(await job.app.engine.rosters.setTicked(rosterId, [rest], true));
  return { rosterId, gone: [one, two], rest };
}

it('does not select again whom a run deactivated, since the profile settles what lagging lists say', async () => {
  const { rosterId, gone, rest } = await deactivated();
  await readAgain(rosterId);
  for (const { user, block, ticked, contradictions } of await review(rosterId)) {
    const isGone = gone.includes(user.accountId ?? '');
    expect([block?.code ?? null, ticked]).toEqual(isGone ? ['already-inactive', false] : [null, true]);
    expect(contradictions).toEqual([]);
  }
  expect(accountsOf(unwrap(seal(rosterId)))).toEqual([rest]);
});

it('a user is uncertain where no profile can be read: the review says why, and the admin can tick by hand', async () => {
  const { rosterId, gone, rest } = await deactivated();
  job.organisation.setFaults({ serverErrors: { everyKth: 1, on: ['profile'], status: 503 } });
  await readAgain(rosterId);
  const [first] = await review(rosterId);
  expect(first).toMatchObject({
    block: null,
    ticked: false,
    uncertain: { run: 1 },
    contradictions: [
      { fact: 'status', said: [{ source: 'run', run: 1, value: 'inactive' }, { value: 'active' }] },
    ],
  });
  expect(accountsOf(unwrap(seal(rosterId)))).toEqual([rest]);
  expect(await job.app.engine.rosters.counts(rosterId)).toMatchObject({ ticked: 1, doubtful: 2 });
  // All at once leaves them as they are.
  expect(unwrap(await job.app.engine.rosters.setTicked(rosterId, 'all', true))).toMatchObject({ ticked: 1 });
  unwrap(await job.app.engine.rosters.setTicked(rosterId, gone.slice(0, 1), true));
  await job.reopen();
  const sealed = unwrap(seal(rosterId));
  expect(new Set(accountsOf(sealed))).toEqual(new Set([gone[0], rest]));
  expect(sealed.alarms.find(({ code }) => code === 'sources-contradict')).toMatchObject({
    level: 'question',
    count: 1,
  });
});

it('offers a user again whom somebody has activated since', async () => {
  const { rosterId, gone } = await deactivated();
  const { url, apiKey } = job.organisation;
  await fetch(`${url}/users/${encodeURIComponent(gone[0] ?? '')}/manage/lifecycle/enable`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
  });
  job.organisation.setFaults({ staleListsMs: 0 });
  clock.ahead += 61_000;
  const before = profilesAsked();
  await readAgain(rosterId);
  expect(profilesAsked() - before).toBe(1);
  const blocks = (await review(rosterId)).map(({ block, ticked }) => [block?.code ?? null, ticked]);
  expect(blocks).toEqual([
    [null, true],
    ['already-inactive', false],
    [null, true],
  ]);
});

it('lists count again once they are too young to lag', async () => {
  const { rosterId } = await deactivated();
  clock.ahead += listsLagMs;
  const before = profilesAsked();
  await readAgain(rosterId);
  expect(profilesAsked()).toBe(before);
  expect((await review(rosterId)).map(({ block }) => block)).toEqual([null, null, null]);
});

it('shows them as uncertain in a roster of the organisation, and counts them as inactive', async () => {
  const { gone } = await deactivated();
  const { organisation, rosters } = job.app.engine;
  unwrap(organisation.read());
  await until(() => organisation.view().running === null);
  const { id } = unwrap(await organisation.makeRoster());
  const users = await review(id);
  const found = users.filter(({ user }) => gone.includes(user.accountId ?? ''));
  for (const each of found) {
    expect(each).toMatchObject({ block: null, ticked: false, uncertain: { run: 1 } });
    expect(each.user).toMatchObject({ status: 'unknown', statusText: 'inactive, or active' });
  }
  unwrap(await rosters.setOperatorAbsent(id, 'admin@example.net'));
  unwrap(await rosters.setTicked(id, 'all', true));
  const selected = accountsOf(unwrap(seal(id)));
  expect(selected.filter((accountId) => gone.includes(accountId))).toEqual([]);
  const active = job.organisation
    .people()
    .filter(({ kind, status }) => kind !== 'unmanaged' && status === 'active');
  expect(atOnce(job.app.engine.preflight.known(id)).totals?.active).toBe(active.length);
});
