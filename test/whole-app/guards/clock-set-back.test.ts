/** Tests what was read while the clock of the computer was ahead: once it is set back, its age is not known. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { atOnce } from '#lib/domain/text/pieces';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { type MovableClock, movableClock } from '#test/movable-clock';
import { until } from '#test/until';
import { askAtlassian, bareIds, confirmed, csv, ordinary, upload, withoutRoles } from '#test/uploads';

let job: DemoJob;
let clock: MovableClock;

beforeEach(async () => {
  clock = movableClock(fastClock());
  clock.ahead = 3 * 86_400_000;
  job = await DemoJob.open({ people: 60 }, clock);
  for (const person of job.organisation.people()) person.emailHidden = false;
});
afterEach(() => job.close());

/** The account IDs that are found for these addresses. */
async function lookedUp(emails: readonly string[]) {
  const { lookUp, rosters } = job.app.engine;
  const rosterId = await upload(
    job,
    csv(
      ['email'],
      emails.map((email) => [email]),
    ),
  );
  unwrap(await lookUp.start(rosterId));
  await until(async () => unwrap(await lookUp.view(rosterId)).running === null);
  return unwrap(await rosters.review(rosterId)).map(({ user }) => user.accountId);
}

it('an address is looked up in a list that is read again, so its former holder is not found', async () => {
  job.organisation.setFaults({ originalUserManagement: true });
  const [other, former, holder] = ordinary(job, 3);
  if (!other || !former || !holder) throw new Error('too few people');
  expect(await lookedUp([other.email])).toEqual([other.accountId]);
  clock.ahead = 0;
  holder.email = former.email;
  former.email = 'elsewhere@example.com';
  expect(await lookedUp([holder.email])).toEqual([holder.accountId]);
});

it('who is an organisation admin, and how many accounts there are, counts as not known without a new answer', async () => {
  const people = ordinary(job, 24);
  await askAtlassian(job, await upload(job, withoutRoles(people)));
  const rosterId = await upload(job, withoutRoles(people));
  const sealed = () => unwrap(job.app.engine.plans.seal(rosterId, null)).plan.terms;
  expect(sealed()).toMatchObject({ admins: { by: 'organisation' }, activeAccounts: expect.any(Number) });
  clock.ahead = 0;
  expect(sealed()).toMatchObject({
    admins: null,
    activeAccounts: null,
    sizeLimit: { exceeded: expect.any(String) },
  });
});

it('the length of a list that was read then does not show that a search missed nobody', async () => {
  await job.close();
  clock.ahead = 3 * 86_400_000;
  job = await DemoJob.open({ people: 350 }, clock);
  const people = ordinary(job);
  const unlisted = people.slice(-50).map(({ accountId }) => accountId);
  job.organisation.setFaults({ unlisted, closedSources: { usersSearch: '403', usersCount: '403' } });
  await askAtlassian(job, await upload(job, withoutRoles(people)));
  clock.ahead = 0;
  const closedSources = { managedAccounts: '410', usersCount: '403' } as const;
  job.organisation.setFaults({ unlisted: [], leaveListsPerPage: 2, closedSources });
  const rosterId = await upload(job, withoutRoles(people));
  await askAtlassian(job, rosterId);
  const { record, predictions } = atOnce(job.app.engine.preflight.known(rosterId));
  expect(record.parts.provisioned.state).toBe('partly');
  expect(people.filter(({ accountId }) => predictions?.get(accountId)?.kind === 'not-managed')).toEqual([]);
});

it('groups that were read then do not answer a rule', async () => {
  unwrap(await job.app.engine.rules.add({ kind: 'group', pattern: 'vip*', reason: 'Break-glass' }));
  const rosterId = await upload(job, bareIds(ordinary(job, 4)));
  await askAtlassian(job, rosterId);
  const codes = () => unwrap(job.app.engine.plans.seal(rosterId, null)).alarms.map(({ code }) => code);
  expect(codes()).not.toContain('rule-unasked');
  clock.ahead = 0;
  expect(codes()).toContain('rule-unasked');
});

it('a rule that is added then and that nobody can check holds a run that was sealed before', async () => {
  const rosterId = await upload(job, bareIds(ordinary(job, 4)));
  const answers = [{ question: 'admins', answer: 'none' } as const];
  const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, { answers }));
  job.organisation.setFaults({ latencyMs: 600_000 });
  const asked = job.organisation.ledger().length;
  const { id } = unwrap(job.app.engine.runs.start(confirmed(sealed))).record;
  // The run waits for the answer to its first request. Before it, it would see by itself that the clock was set back.
  await until(() => job.organisation.ledger().length > asked);
  clock.ahead = 0;
  unwrap(await job.app.engine.rules.add({ kind: 'group', pattern: 'vip*', reason: 'Break-glass' }));
  expect(job.get(id).state).toMatchObject({
    status: 'paused',
    pause: { message: expect.stringContaining('no source says the groups') },
  });
  // Nor does the run go on once the clock has caught up with the sealing.
  clock.ahead = 3 * 86_400_000;
  expect(job.app.engine.runs.command(id, 'resume')).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('no source says the groups') },
  });
  job.organisation.setFaults({ latencyMs: 0 });
});

it('a file that was uploaded then does not outrank what Atlassian says of an address now', async () => {
  const [one, former, holder] = ordinary(job, 3);
  if (!one || !former || !holder) throw new Error('too few people');
  const rosterId = await upload(job, withoutRoles([one, former]));
  clock.ahead = 0;
  holder.email = former.email;
  former.email = 'elsewhere@example.com';
  await askAtlassian(job, rosterId);
  const review = unwrap(await job.app.engine.rosters.review(rosterId));
  const found = review.find(({ user }) => user.accountId === former.accountId);
  expect(found?.block).toMatchObject({ code: 'other-account' });
});

it('a file that was uploaded then offers nobody again whom a run has left inactive since', async () => {
  const people = ordinary(job, 4);
  const [first] = people;
  if (!first) throw new Error('too few people');
  const rosterId = await upload(job, withoutRoles(people));
  const later = await upload(job, withoutRoles(people));
  clock.ahead = 0;
  unwrap(await job.app.engine.rosters.setTicked(rosterId, 'all', false));
  unwrap(await job.app.engine.rosters.setTicked(rosterId, [first.accountId], true));
  const answers = [{ question: 'admins', answer: 'none' } as const];
  const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, { answers, raisedBecause: 'Tried' }));
  await job.goOn(job.start(sealed).record.id);
  const again = unwrap(job.app.engine.plans.seal(later, null, { answers, raisedBecause: 'Tried' }));
  expect(again.entries.map(({ accountId }) => accountId)).not.toContain(first.accountId);
});

it('the age of a file that was uploaded then is not known, and the confirmation says so', async () => {
  const rosterId = await upload(job, withoutRoles(ordinary(job, 4)));
  const old = () => {
    const { alarms } = unwrap(job.app.engine.plans.seal(rosterId, null, { dryRun: true }));
    return alarms.find(({ code }) => code === 'old-export')?.title;
  };
  expect(old()).toBeUndefined();
  clock.ahead = 0;
  expect(old()).toContain('The age of the export is not known');
});

it('an address that was read then still protects', async () => {
  const [kept, second] = ordinary(job, 2);
  if (!kept || !second) throw new Error('too few people');
  const before = second.email;
  second.email = kept.email;
  const { protections, plans } = job.app.engine;
  unwrap(protections.protect({ accountId: kept.accountId, name: '', email: '' }, 'Stays'));
  const rosterId = await upload(job, bareIds([kept, second]));
  await askAtlassian(job, rosterId);
  second.email = before;
  const codes = () => unwrap(plans.seal(rosterId, null, { dryRun: true })).alarms.map(({ code }) => code);
  expect(codes()).toContain('protected-address');
  clock.ahead = 0;
  expect(codes()).toContain('protected-address');
});

it('an address that was read then finds nobody who does not have it by a list that is read now', async () => {
  const [former] = ordinary(job, 1);
  if (!former) throw new Error('too few people');
  const address = former.email;
  expect(await lookedUp([address])).toEqual([former.accountId]);
  clock.ahead = 0;
  job.organisation.setFaults({ originalUserManagement: true });
  former.email = 'elsewhere@example.com';
  expect(await lookedUp([address])).toEqual([null]);
});
