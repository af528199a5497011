/** Verification against the demo organisation, whose people and ledger are the judge. */
import { afterEach, expect, it } from 'vitest';
import type { DemoOptions } from '#lib/demo/server';
import { verdictOf, verificationCounts, verifiedPositions } from '#lib/domain/run/verdict';
import { verificationFacts } from '#lib/domain/run/verification-texts';
import { verifyAgainAfterMs } from '#lib/domain/run/view/verification-due';
import type { RunView } from '#lib/engine/run/run-view';
import { runSummary } from '#lib/server/http/run-views';
import { answered, checked, DemoJob, unwrap } from '#test/demo-job';
import { elsewhere, planned, ranFrom } from '#test/ended-runs';
import { fastClock } from '#test/fast-clock';
import { until } from '#test/until';

let job: DemoJob;
afterEach(() => job.close());

async function open(options: DemoOptions = {}): Promise<void> {
  job = await DemoJob.open({ people: 60, ...options }, fastClock(200));
}

/** A run of ordinary users that has ended. */
async function ran(count: number): Promise<RunView> {
  const { record } = job.start(await job.seal(count, undefined, job.isOrdinary));
  return job.goOn(record.id);
}

async function verified(id: string): Promise<RunView> {
  const asked = job.app.engine.runs.verify(id);
  if (!asked.ok) throw new Error(asked.error.message);
  return ended(id);
}

async function ended(id: string): Promise<RunView> {
  await until(() => job.get(id).state.verification?.endedAt != null);
  return job.get(id);
}

const verdicts = ({ state }: RunView) => [...state.users].map((_, position) => verdictOf(state, position));

/** Somebody else activates the account of a user of the plan. */
async function activate({ plan }: RunView, position: number): Promise<void> {
  const sealed = job.app.engine.plans.get(plan.id);
  const accountId = sealed.ok ? (sealed.value.entries[position]?.accountId ?? '') : '';
  const { url, apiKey } = job.organisation;
  const answer = await fetch(`${url}/users/${encodeURIComponent(accountId)}/manage/lifecycle/enable`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
  });
  expect(answer.status).toBe(204);
}

it('reads Atlassian and never the outcomes: accepted without effect is still active', async () => {
  await open();
  job.organisation.setFaults({ ineffective: { after: 1, next: 100 } });
  const { record, state } = await ran(12);
  expect(state.counts.deactivated).toBe(12);
  const view = await verified(record.id);
  expect(view.state.counts.deactivated).toBe(12);
  expect(verdicts(view)).toEqual(['verified', ...Array.from({ length: 11 }, () => 'unchanged')]);
  const readings = view.state.verification?.readings ?? [];
  expect(readings.slice(1).every((each) => each?.source === 'profile')).toBe(true);
  expect(verificationFacts(view.state)).toEqual(['1 verified', '11 still active']);
});

it('keeps a restore from activating whom it read active and somebody else has deactivated since', async () => {
  await open();
  const first = await ran(4);
  const [, second = '', third = ''] = planned(job, first);
  await elsewhere(job, second, 'enable');
  await elsewhere(job, third, 'enable');
  await verified(first.record.id);
  await elsewhere(job, second, 'disable');
  const restore = await ranFrom(job, first, 'deactivated');
  expect([...restore.state.users].map((user) => user?.outcome)).toEqual([
    're-activated',
    'skipped',
    'already-active',
    're-activated',
  ]);
  const report = unwrap(await job.app.engine.runs.report(restore.record.id));
  expect([...report.rows()][1]?.reason).toContain('somebody else has deactivated it since');
  const inactive = job.organisation.people().filter(({ status }) => status === 'inactive');
  expect(inactive.map(({ accountId }) => accountId)).toContain(second);
});

it('leaves out of a restore whom one verification read active and a later one inactive: that was somebody else', async () => {
  await open();
  const first = await ran(4);
  const [, second = ''] = planned(job, first);
  await elsewhere(job, second, 'enable');
  await verified(first.record.id);
  // A restore that was sealed meanwhile does not activate the account either.
  const { runs } = job.app.engine;
  const before = unwrap(runs.sealFrom(first.record.id, 'deactivated'));
  expect(before.plan.count).toBe(4);
  await elsewhere(job, second, 'disable');
  await verified(first.record.id);
  const sealed = unwrap(runs.sealFrom(first.record.id, 'deactivated'));
  expect(sealed.entries.map(({ accountId }) => accountId)).not.toContain(second);
  expect(sealed.plan.count).toBe(3);
  expect(sealed.notes.join(' ')).toContain('somebody else deactivated the account again');
  const restore = await job.goOn(job.start(before).record.id);
  expect(restore.state.counts).toMatchObject({ 're-activated': 3, skipped: 1 });
});

it.each<[string, (first: RunView, second: string) => Promise<void>]>([
  [
    'before a retry found the account inactive',
    async (first, second) => {
      const retry = unwrap(job.app.engine.runs.sealFrom(first.record.id, 'failed', answered));
      await elsewhere(job, second, 'disable');
      await job.goOn(job.start(retry).record.id);
    },
  ],
  [
    'after a retry had deactivated the account, and its verification had read it active',
    async (first, second) => {
      const retry = await ranFrom(job, first, 'failed');
      await elsewhere(job, second, 'enable');
      await verified(retry.record.id);
      await elsewhere(job, second, 'disable');
      await verified(retry.record.id);
    },
  ],
])('restores nobody whom somebody else deactivated %s', async (_, others) => {
  await open();
  const first = await ran(4);
  const [, second = ''] = planned(job, first);
  await elsewhere(job, second, 'enable');
  expect(verdicts(await verified(first.record.id))[1]).toBe('unchanged');
  await others(first, second);
  const restore = await ranFrom(job, first, 'deactivated');
  expect(restore.state.counts['re-activated']).toBe(3);
  const inactive = job.organisation.people().filter(({ status }) => status === 'inactive');
  expect(inactive.map(({ accountId }) => accountId)).toContain(second);
});

it('restores whom a retry deactivated after the account had been active', async () => {
  await open();
  const first = await ran(4);
  const [, second = ''] = planned(job, first);
  await elsewhere(job, second, 'enable');
  await verified(first.record.id);
  await ranFrom(job, first, 'failed');
  const restore = await ranFrom(job, first, 'deactivated');
  expect(restore.state.counts['re-activated']).toBe(4);
});

it('tells who was activated before it from who came back after it', async () => {
  await open();
  const view = await ran(5);
  await activate(view, 1);
  expect(verdicts(await verified(view.record.id))).toEqual([
    'verified',
    'unchanged',
    'verified',
    'verified',
    'verified',
  ]);
  await activate(view, 2);
  const again = await verified(view.record.id);
  expect(verdicts(again)).toEqual(['verified', 'unchanged', 'came-back', 'verified', 'verified']);
  expect(again.state.counts.deactivated).toBe(5);
});

it('needs a tenth of a request a user, and another look only for those that a lagging search calls active', async () => {
  await open({ people: 250 });
  const { record } = await ran(60);
  const before = job.organisation.ledger().length;
  expect(verificationCounts((await verified(record.id)).state).changed.verified).toBe(60);
  expect(job.organisation.ledger().length - before).toBeLessThanOrEqual(6);
  job.organisation.setFaults({ staleSearchMs: 60_000_000 });
  const lagging = await ran(20);
  const then = job.organisation.ledger().length;
  const view = await verified(lagging.record.id);
  expect(verdicts(view)).toEqual(verdicts(view).map(() => 'verified'));
  const asked = job.organisation
    .ledger()
    .slice(then)
    .map(({ operation }) => operation);
  expect(asked.filter((each) => each === 'profile')).toHaveLength(20);
});

it('goes on with those that are left where the program ended in the middle', async () => {
  await open();
  job.organisation.setFaults({ ineffective: { after: 1, next: 100 } });
  const { record } = await ran(4);
  const asked = job.app.engine.runs.verify(record.id);
  expect(asked.ok).toBe(true);
  await until(() => job.get(record.id).state.verification?.wait != null);
  await job.reopen();
  const found = job.get(record.id).state;
  expect(found.verification?.endedAt).toBeNull();
  expect(verificationFacts(found)).toEqual(['1 verified', '3 not verified yet']);
  const view = await ended(record.id);
  expect(view.state.verification?.rounds).toBe(1);
  expect(verificationFacts(view.state)).toEqual(['1 verified', '3 still active']);
});

it('does not call a verification broken off while it is under way', async () => {
  await open();
  job.organisation.setFaults({ ineffective: { after: 1, next: 100 } });
  const { record } = await ran(4);
  unwrap(job.app.engine.runs.verify(record.id));
  await until(() => job.get(record.id).state.verification?.wait != null);
  expect(runSummary(job.get(record.id)).verificationDue).toBeNull();
});

it('says why nobody could be read, and asks no more than it takes to know', async () => {
  await open();
  const { record } = await ran(6);
  job.organisation.setFaults({
    closedSources: { usersSearch: '403', managedAccounts: '403' },
    keyRevokedAfter: { calls: 0, on: ['profile'], as: 'scoped' },
  });
  const before = job.organisation.ledger().length;
  const { state } = await verified(record.id);
  expect(verificationFacts(state)).toEqual(['not verified']);
  expect(state.verification?.message).not.toBe('');
  expect(job.organisation.ledger().length - before).toBeLessThanOrEqual(6);
});

it('reads the users on whom a later run acted, and concludes nothing from that about the run itself', async () => {
  await open();
  const first = await ran(3);
  const restore = await ranFrom(job, first, 'deactivated');
  expect(restore.state.counts['re-activated']).toBe(3);
  const after = await verified(first.record.id);
  expect(verdicts(after)).toEqual(['later-run', 'later-run', 'later-run']);
  const later = after.state.verification?.later ?? [];
  expect(later.map((each) => [each?.run, each?.reading])).toEqual(Array(3).fill([2, 'active']));
  expect(verificationFacts(after.state)).toEqual(['0 verified', '3 acted on by a later run']);
  expect([...unwrap(await job.app.engine.runs.report(first.record.id)).rows()][0]).toMatchObject({
    verification: 'Acted on by a later run',
    laterRun: 2,
    laterReading: 'active',
    contradicted: false,
  });
  expect(job.app.engine.runs.openUsers()(first.record.id).open).toBe(0);
  expect(verdicts(await verified(restore.record.id))).toEqual(['verified', 'verified', 'verified']);
  expect(verifiedPositions(restore.state)).toEqual([0, 1, 2]);
});

it('keeps what was read before a later run, beside what the account is now', async () => {
  await open();
  job.organisation.setFaults({ ineffective: { after: 1, next: 1 } });
  const { record } = await ran(3);
  const first = await verified(record.id);
  job.organisation.resetFaults();
  await ranFrom(job, first, 'attention', [1]);
  const before = job.organisation.ledger().length;
  const again = await verified(record.id);
  // One request reads all three, and nobody is looked at twice: each reads as the last run wanted.
  expect(job.organisation.ledger().length - before).toBe(1);
  expect(verdicts(again)).toEqual(['verified', 'unchanged', 'verified']);
  expect(again.state.verification?.later[1]).toMatchObject({ run: 2, reading: 'inactive' });
  const open1 = job.app.engine.runs.openUsers()(record.id);
  expect(open1).toMatchObject({ open: 0, settled: [{ position: 1, number: 2 }] });
  const { verification } = again.state;
  await job.reopen();
  expect(job.get(record.id).state.verification).toEqual(verification);
});

it('looks again at whom a later run acted on where the search lags, and says who cannot be read', async () => {
  await open();
  const first = await ran(2);
  await ranFrom(job, first, 'deactivated');
  job.organisation.setFaults({ staleSearchMs: 60_000_000 });
  const lagging = await verified(first.record.id);
  expect(lagging.state.verification?.later.map((each) => each?.source)).toEqual(['profile', 'profile']);
  job.organisation.setFaults({
    closedSources: { usersSearch: '403', managedAccounts: '403' },
    perAccount: Object.fromEntries(
      planned(job, first).map((id) => [id, [{ on: ['profile'] as const, answer: 404, always: true }]]),
    ),
  });
  const unread = await verified(first.record.id);
  expect(unread.state.verification?.later.map((each) => [each?.run, each?.reading])).toEqual(
    Array(2).fill([2, 'unreadable']),
  );
  expect(verdicts(unread)).toEqual(['unread', 'unread']);
});

it('reads whom a later run called without effect: Atlassian refused that', async () => {
  await open();
  const first = await ran(2);
  const sealed = unwrap(job.app.engine.runs.sealFrom(first.record.id, 'deactivated'));
  const [one] = sealed.entries;
  job.organisation.setFaults({ perAccount: { [one?.accountId ?? '']: [{ answer: 409 }] } });
  const restore = await job.goOn(job.start(sealed).record.id);
  expect([...restore.state.users].map((user) => user?.outcome)).toEqual(['refused', 're-activated']);
  expect(verdicts(await verified(first.record.id))).toEqual(['verified', 'later-run']);
});

it('verifies by itself with the next connection where the program ended right after the run', async () => {
  await open();
  const { record, state } = await ran(3);
  expect(state.verification).toBeNull();
  const dayLater = (state.endedAt ?? 0) + verifyAgainAfterMs;
  await job.reopen(dayLater, true);
  await checked(job.app);
  expect(job.get(record.id).state.verification).toBeNull();
  await job.reopen(dayLater - 1, true);
  expect(verificationFacts((await ended(record.id)).state)).toEqual(['3 verified']);
});

it('offers to retry those still active together with those that failed, and nobody who came back', async () => {
  await open();
  job.organisation.setFaults({ ineffective: { after: 1, next: 2 } });
  const { record } = await ran(5);
  const refused = job.app.engine.runs.sealFrom(record.id, 'failed');
  expect(refused.ok).toBe(false);
  const view = await verified(record.id);
  await activate(view, 3);
  expect(verdicts(await verified(record.id))).toEqual([
    'verified',
    'unchanged',
    'unchanged',
    'came-back',
    'verified',
  ]);
  const sealed = job.app.engine.runs.sealFrom(record.id, 'failed');
  if (!sealed.ok) throw new Error(sealed.error.message);
  expect(sealed.value.entries).toHaveLength(2);
  const again = await job.goOn(job.start(sealed.value).record.id);
  expect(again.state.counts.deactivated).toBe(2);
  expect(verdicts(await verified(again.record.id))).toEqual(['verified', 'verified']);
});

it('begins no verification if a key is accepted while the program closes', async () => {
  await open();
  await ran(3);
  const { runs } = job.app.engine;
  await job.app.close();
  expect(() => runs.connected()).not.toThrow();
});
