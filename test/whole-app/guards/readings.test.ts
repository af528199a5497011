/** Tests that a call needs a reading with the expected status before it. The ledger is the judge. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScriptedAnswer } from '#lib/demo/faults/faults';
import { unreadNote } from '#lib/domain/run/unread';
import type { SealedPlan } from '#lib/engine/plan/sealing';
import type { RunView } from '#lib/engine/run/run-view';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { called, ordinary, upload, withoutRoles } from '#test/uploads';
import { downloaded } from '#test/what-it-says';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 60 }, fastClock());
  // Without the search, each account is read by its profile.
  job.organisation.setFaults({ closedSources: { usersSearch: '404' } });
});
afterEach(() => job.close());

const answers = [{ question: 'admins', answer: 'none' }] as const;
const rowsOf = async ({ record }: RunView) => [...unwrap(await job.app.engine.runs.report(record.id)).rows()];

async function sealed(count: number, dryRun = false): Promise<SealedPlan> {
  const rosterId = await upload(job, withoutRoles(ordinary(job, count)));
  return unwrap(job.app.engine.plans.seal(rosterId, null, { answers, dryRun }));
}

/** From now on, reading this account gets this answer. */
function reads(accountId: string, answer: Pick<ScriptedAnswer, 'answer' | 'body'>): void {
  const { perAccount } = job.organisation.faults();
  const script = { on: ['profile'], always: true, ...answer } as const;
  job.organisation.setFaults({ perAccount: { ...perAccount, [accountId]: [script] } });
}

const profile = (accountId: string, given: { account_status?: string; account_type?: string }) => ({
  answer: 200,
  body: {
    account: {
      account_id: accountId,
      account_type: 'atlassian',
      account_status: 'active',
      name: 'Ada',
      email: 'ada@example.com',
      ...given,
    },
  },
});

const forbidden = {
  key: 'forbidden',
  errorKey: 'forbidden',
  errorDetail: 'Error: Caller must be a verified org admin of targeted account',
};

const cases: [string, string, (accountId: string) => Pick<ScriptedAnswer, 'answer' | 'body'>, string][] = [
  ['about another account', 'skipped', () => profile('712020:somebody-else', {}), 'about another'],
  ['an unknown status', 'skipped', (id) => profile(id, { account_status: 'frozen' }), '“frozen”'],
  ['an app', 'skipped', (id) => profile(id, { account_type: 'app' }), '“app”'],
  ['a customer', 'skipped', (id) => profile(id, { account_type: 'customer' }), '“customer”'],
  ['404', 'refused', () => ({ answer: 404, body: { key: 'accountNotFound' } }), '404'],
  ['403 about the account', 'refused', () => ({ answer: 403, body: forbidden }), 'manages'],
  ['403 without a word', 'refused', () => ({ answer: 403 }), '403'],
  ['a server error', 'failed', () => ({ answer: 503 }), '503'],
  ['an answer that cannot be read', 'failed', () => ({ answer: 200, body: { odd: true } }), 'understood'],
];

describe.each(cases)('a reading that is %s', (_, outcome, answer, words) => {
  it.each([false, true])('calls nobody (dry run: %s), and the others are called', async (dryRun) => {
    const plan = await sealed(6, dryRun);
    const odd = plan.entries[2]?.accountId ?? '';
    reads(odd, answer(odd));
    const ended = await job.goOn(job.start(plan).record.id);
    expect(ended.state.end).toMatchObject({ how: 'completed' });
    expect((await rowsOf(ended))[2]).toMatchObject({
      outcome,
      attempts: 0,
      reason: expect.stringContaining(words),
    });
    const others = plan.entries.map(({ accountId }) => accountId).filter((id) => id !== odd);
    expect(called(job)).toEqual(dryRun ? [] : others);
  });
});

it('a restore calls nobody but whoever reads inactive', async () => {
  const done = await job.goOn(job.start(await sealed(4)).record.id);
  const restore = unwrap(job.app.engine.runs.sealFrom(done.record.id, 'deactivated'));
  const ids = restore.entries.map(({ accountId }) => accountId);
  reads(ids[1] ?? '', profile(ids[1] ?? '', { account_status: 'frozen' }));
  reads(ids[2] ?? '', { answer: 404, body: { key: 'accountNotFound' } });
  const ended = await job.goOn(job.start(restore).record.id);
  expect((await rowsOf(ended)).map(({ outcome }) => outcome)).toEqual([
    're-activated',
    'skipped',
    'refused',
    're-activated',
  ]);
  expect(job.calls('lifecycle.enable').map(({ accountId }) => accountId)).toEqual([ids[0], ids[3]]);
});

it('answers about another account, by the switch of the demo organisation', async () => {
  const plan = await sealed(4);
  const odd = plan.entries[0]?.accountId ?? '';
  job.organisation.setFaults({ aboutAnother: [odd] });
  const ended = await job.goOn(job.start(plan).record.id);
  expect(ended.state.counts).toMatchObject({ skipped: 1, deactivated: 3 });
  expect(called(job)).not.toContain(odd);
});

describe('where nobody can be read', () => {
  const paused = (id: string) => job.until(id, ({ state }) => state.status === 'paused');
  const silent = { serverErrors: { on: ['profile'], everyKth: 1, status: 503 } } as const;

  it('the run pauses at the first user, calls nobody, and goes on by itself when somebody can be read', async () => {
    const plan = await sealed(5);
    job.organisation.setFaults(silent);
    const { record } = job.start(plan);
    const view = await paused(record.id);
    expect(view.state.pause).toMatchObject({ code: 'nobody-read' });
    expect(called(job)).toEqual([]);
    job.organisation.resetFaults();
    const ended = await job.until(record.id, ({ state }) => state.status === 'ended');
    expect(ended.state.counts).toMatchObject({ deactivated: 5 });
    expect(ended.state.withoutReading).toBeUndefined();
    expect((await rowsOf(ended)).every(({ unread, before }) => !unread && before === 'active')).toBe(true);
  });

  it('resuming reads again; only going on without reading calls, and every report says so', async () => {
    const plan = await sealed(4);
    job.organisation.setFaults(silent);
    const { record } = job.start(plan);
    await paused(record.id);
    const { runs } = job.app.engine;
    job.say(record.id, 'resume');
    await paused(record.id);
    expect(called(job)).toEqual([]);
    job.say(record.id, 'resume-without-reading');
    // The first user cannot be read back either: the admin checks, and continues.
    await job.until(record.id, ({ state }) => state.pause?.code === 'canary-unconfirmed');
    expect(runs.command(record.id, 'resume-without-reading')).toMatchObject({ error: { code: 'conflict' } });
    const ended = await job.goOn(record.id);
    expect(called(job)).toEqual(plan.entries.map(({ accountId }) => accountId));
    expect(ended.state).toMatchObject({ withoutReading: true, counts: { deactivated: 4 } });
    expect(await rowsOf(ended)).toMatchObject(
      Array.from({ length: 4 }, () => ({ unread: true, before: null })),
    );
    expect((await downloaded('csv', record.id)).match(/,NOT READ,/g)).toHaveLength(4);
    expect(JSON.parse(await downloaded('json', record.id))).toMatchObject({ calledUnread: 4 });
    const html = await downloaded('html', record.id);
    expect(html.split(unreadNote)).toHaveLength(6);
    // The status of these users before the call is not known, so a restore does not include them.
    expect(runs.sealFrom(record.id, 'deactivated')).toMatchObject({ error: { code: 'nothing-selected' } });
  });

  it('a refusal that is not about the account pauses at once, and a refused account does not', async () => {
    const plan = await sealed(4);
    const [first, second] = plan.entries.map(({ accountId }) => accountId);
    reads(first ?? '', { answer: 404, body: { key: 'accountNotFound' } });
    reads(second ?? '', { answer: 415 });
    const { record } = job.start(plan);
    const refused = await paused(record.id);
    expect(refused.state.pause).toMatchObject({ code: 'canary-refused' });
    job.say(record.id, 'resume');
    await job.until(record.id, ({ state }) => state.pause?.code === 'nobody-read');
    expect(called(job)).toEqual([]);
    // The third user can be read: the run resumes by itself, without the second.
    const ended = await job.until(record.id, ({ state }) => state.status === 'ended');
    expect(ended.state.counts).toMatchObject({ refused: 1, failed: 1, deactivated: 2 });
    expect(called(job)).toEqual(plan.entries.slice(2).map(({ accountId }) => accountId));
  });
});

it('a limit whose reset is cut to the minute is waited out', async () => {
  const plan = await sealed(5);
  job.organisation.setFaults({ storm: { next: 6, on: 'any', headers: 'iso-minutes', seconds: 1 } });
  const ended = await job.goOn(job.start(plan).record.id);
  expect(ended.state.counts).toMatchObject({ deactivated: 5 });
});
