/** Tests plans made from a run: the same judgement and the same gate apply, wherever the users come from. */
import { describe, expect, it } from 'vitest';
import { unwrap } from '#test/demo-job';
import { job, openAppForEachTest } from '#test/job-of-each-test';
import { bytesOf, newmanFile, runnerFile } from '#test/samples/postman';
import {
  accountsOf,
  admins,
  askAtlassian,
  bareIds,
  called,
  confirmed,
  ordinary,
  run,
  upload,
  withoutRoles,
} from '#test/uploads';

openAppForEachTest();

const seal = (runId: string, users: 'rest' | 'failed' | 'deactivated', request = {}) =>
  job.app.engine.runs.sealFrom(runId, users, request);
const start = (sealed: Parameters<typeof confirmed>[0]) => job.app.engine.runs.start(confirmed(sealed));
const codes = ({ alarms }: { alarms: readonly { code: string; level: string }[] }) =>
  alarms.filter(({ level }) => level !== 'warn').map(({ code, level }) => `${code}: ${level}`);

/** A result file in which every call about these accounts was answered 429. */
function results(people: readonly { accountId: string }[], organisationId = job.organisation.organisationId) {
  const calls = people.map(({ accountId }) => ({ accountId, status: 429 }));
  return newmanFile(calls).replace('org-1', organisationId);
}
const imported = async (text: string) =>
  unwrap(await job.app.engine.imports.results(bytesOf(text), 'report.json')).record.id;

describe('the whole organisation in an imported result', () => {
  it('is judged: the organisation’s admins are protected, and the rest needs answer and reason', async () => {
    const runId = await imported(results(job.organisation.people()));
    await askAtlassian(job, null);
    const sealed = unwrap(seal(runId, 'rest'));
    expect(codes(sealed)).toEqual(['operator-unknown: question', 'size-limit: reason']);
    expect(sealed.plan.terms?.admins).toMatchObject({ by: 'organisation' });
    expect(accountsOf(sealed)).toHaveLength(job.organisation.people().length - admins(job).length);
    expect(sealed.notes.join(' ')).toContain(`${admins(job).length} protected users are left out`);
    expect(start(sealed)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    const reasoned = unwrap(seal(runId, 'rest', { raisedBecause: 'They all leave' }));
    expect(start(reasoned)).toMatchObject({ error: { code: 'question-open' } });
    expect(called(job)).toEqual([]);
  });

  it('is asked about where Atlassian does not say who is an admin', async () => {
    job.organisation.setFaults({ originalUserManagement: true });
    const runId = await imported(results(job.organisation.people()));
    await askAtlassian(job, null);
    const sealed = unwrap(seal(runId, 'rest', { raisedBecause: 'They all leave' }));
    expect(codes(sealed)).toEqual([
      'operator-unknown: question',
      'admins-unknown: question',
      'size-limit: reason',
    ]);
    expect(start(sealed)).toMatchObject({
      error: {
        code: 'question-open',
        details: [expect.stringContaining('operator:'), expect.stringContaining('admins:')],
      },
    });
    const [own, ...others] = admins(job).map(({ accountId }) => accountId);
    const answered = unwrap(
      seal(runId, 'rest', {
        raisedBecause: 'They all leave',
        answers: [
          { question: 'operator', answer: 'these', accountIds: [own] },
          { question: 'admins', answer: 'these', accountIds: others },
        ],
      }),
    );
    await run(job, answered);
    for (const { accountId, status } of admins(job)) {
      expect(called(job)).not.toContain(accountId);
      expect(status).toBe('active');
    }
  });
});

it('a run that names its organisation is not taken for one of another', async () => {
  await job.app.engine.plans.prepare(null);
  const runId = await imported(results(ordinary(job, 3)));
  expect(seal(runId, 'rest', { organisationId: 'another' })).toMatchObject({
    error: { code: 'conflict', message: expect.stringContaining('another') },
  });
  expect(seal(runId, 'rest', { organisationId: job.organisation.organisationId }).ok).toBe(true);
});

describe('an imported result that names no organisation', () => {
  const people = () => ordinary(job, 3);
  const nameless = () =>
    imported(
      runnerFile(
        people().map(({ accountId }) => ({ accountId, status: 429 })),
        true,
      ),
    );
  const answers = [{ question: 'operator', answer: 'none' }] as const;

  it('asks for it, and says that each account is read before it is called', async () => {
    const runId = await nameless();
    await askAtlassian(job, null);
    const asked = seal(runId, 'rest', { answers });
    expect(asked).toMatchObject({
      error: { code: 'organisation-unknown', details: [job.organisation.organisationName] },
    });
    expect(asked.ok ? '' : asked.error.hint).toContain('read before it is called');
    const { organisationId } = job.organisation;
    const sealed = unwrap(seal(runId, 'rest', { answers, organisationId }));
    expect(sealed.plan).toMatchObject({ organisationId, count: 3 });
    expect(sealed.notes.join(' ')).toContain('Each account is read before it is called');
    await run(job, sealed);
    expect(called(job)).toEqual(accountsOf(sealed));
  });

  it('is refused for another organisation than the one that Lockstep is connected to', async () => {
    expect(seal(await nameless(), 'rest', { answers, organisationId: 'another' })).toMatchObject({
      error: { code: 'conflict', message: expect.stringContaining('another') },
    });
  });

  it('is refused for a text that is no organisation', async () => {
    expect(seal(await nameless(), 'rest', { answers, organisationId: 'unsaid' })).toMatchObject({
      error: { code: 'conflict', message: expect.stringContaining('unsaid') },
    });
  });

  it('cannot be restored, and says why', async () => {
    expect(seal(await nameless(), 'deactivated')).toMatchObject({
      error: { code: 'conflict', message: expect.stringContaining('do not say who was active') },
    });
  });
});

describe.each(['rest', 'failed'] as const)('the %s of a run', (users) => {
  it('is judged as a file is, with the file it came from', async () => {
    job.organisation.setFaults({ originalUserManagement: true });
    const people = ordinary(job, 5);
    const { plans, runs, rules } = job.app.engine;
    const rosterId = await upload(job, bareIds(people));
    const answers = [{ question: 'admins', answer: 'none' }] as const;
    const first = unwrap(plans.seal(rosterId, null, { answers }));
    const unlucky = people[1]?.accountId ?? '';
    const lost = [
      { answer: 'cut', on: ['lifecycle.disable'] },
      { answer: 404, on: ['profile'], after: 1, always: true },
    ] as const;
    if (users === 'failed') job.organisation.setFaults({ perAccount: { [unlucky]: lost } });
    const { id } = job.start(first).record;
    if (users === 'rest') job.say(id, 'stop');
    await job.goOn(id);
    job.organisation.setFaults({ perAccount: {} });
    await rules.add({ kind: 'domain', pattern: 'breakglass.example.org', reason: 'Break-glass' });

    const sealed = unwrap(seal(id, users));
    expect(codes(sealed)).toEqual(['admins-unknown: question', 'rule-unasked: question']);
    expect(sealed.plan.parent).toEqual({ runId: id, users });
    expect(start(sealed)).toMatchObject({ error: { code: 'question-open' } });
    const ruleId = rules.list()[0]?.id ?? '';
    const request = { answers: [...answers, { question: `rule:${ruleId}`, answer: 'none' }] };
    const again = unwrap(seal(id, users, request));
    await run(job, again);
    expect(called(job).slice(-accountsOf(again).length)).toEqual(accountsOf(again));
    expect(runs.list()).toHaveLength(2);
  });
});

describe('a dry run', () => {
  it('is judged the same, says what would stop the real run, and is not stopped', async () => {
    job.organisation.setFaults({ originalUserManagement: true });
    const people = [...admins(job), ...ordinary(job, 26)];
    const [first, ...others] = admins(job);
    const { plans, protections } = job.app.engine;
    const rosterId = await upload(job, withoutRoles(people));
    unwrap(protections.protect({ accountId: 'somebody-else', name: '', email: first?.email ?? '' }, 'Stays'));
    const real = plans.seal(rosterId, null);
    expect(real).toMatchObject({ ok: false, error: { code: 'conflict' } });
    const dry = unwrap(plans.seal(rosterId, null, { dryRun: true }));
    expect(codes(dry)).toEqual([
      'protected-address: refuse',
      'admins-unknown: question',
      'size-limit: reason',
    ]);
    expect(accountsOf(dry)).toEqual(expect.arrayContaining(others.map(({ accountId }) => accountId)));
    await run(job, dry);
    expect(called(job)).toEqual([]);
  });
});

describe('a restore', () => {
  async function ended(count: number) {
    const rosterId = await upload(job, withoutRoles(ordinary(job, count)));
    await askAtlassian(job, null);
    const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, { raisedBecause: 'A sample' }));
    return { runId: await run(job, sealed), accounts: accountsOf(sealed) };
  }

  it('asks no question, and names only accounts of its run', async () => {
    const { runId, accounts } = await ended(6);
    // Nothing is known about the organisation any more, and one rule could not be applied to anybody.
    job.organisation.setFaults({ originalUserManagement: true });
    unwrap(await job.app.engine.rules.add({ kind: 'role', pattern: 'Site admin', reason: 'Rule' }));
    const kept = accounts[2] ?? '';
    unwrap(job.app.engine.protections.protect({ accountId: kept, name: '', email: '' }, 'Stays'));
    const restore = unwrap(seal(runId, 'deactivated'));
    expect(restore.alarms).toEqual([]);
    expect(restore.plan).toMatchObject({ act: 'restore', terms: { questions: [] } });
    expect(accountsOf(restore)).toEqual(accounts.filter((accountId) => accountId !== kept));
    const { digest, count, planId } = confirmed(restore);
    const { runs } = job.app.engine;
    expect(runs.start({ planId, digest: 'another', count }).ok).toBe(false);
    expect(runs.start({ planId, digest, count: count + 1 }).ok).toBe(false);
    await run(job, restore);
    const enabled = job.calls('lifecycle.enable').map(({ accountId }) => accountId);
    expect(enabled).toEqual(accountsOf(restore));
  });

  it('needs a reason above the size limit, of those who are active once it is done', async () => {
    const { runId } = await ended(24);
    await askAtlassian(job, null);
    const held = unwrap(seal(runId, 'deactivated'));
    expect(codes(held)).toEqual(['size-limit: reason']);
    expect(start(held)).toMatchObject({ error: { code: 'conflict' } });
    expect(start(unwrap(seal(runId, 'deactivated', { raisedBecause: 'The wrong file' }))).ok).toBe(true);
    await job.goOn(job.app.engine.runs.list()[0]?.record.id ?? '');
  });

  it('that was stopped leaves a rest, which is a restore again', async () => {
    const { runId, accounts } = await ended(6);
    const back = job.start(unwrap(seal(runId, 'deactivated')));
    job.say(back.record.id, 'stop');
    const stopped = await job.until(back.record.id, () => false);
    const rest = unwrap(seal(stopped.record.id, 'rest'));
    expect(rest.plan).toMatchObject({ act: 'restore', count: 6 - stopped.state.settled });
    await run(job, rest);
    for (const accountId of accounts) expect(job.organisation.person(accountId)?.status).toBe('active');
  });
});

it('a user that a later run left inactive is not retried', async () => {
  const people = ordinary(job, 3);
  const answers = [
    { question: 'admins', answer: 'none' },
    { question: 'operator', answer: 'none' },
  ] as const;
  const runId = await imported(results(people));
  const rosterId = await upload(job, withoutRoles(people.slice(0, 2)));
  await run(job, unwrap(job.app.engine.plans.seal(rosterId, null, { answers })));
  const { entries, notes } = unwrap(seal(runId, 'rest', { answers }));
  expect(entries.map(({ accountId }) => accountId)).toEqual([people[2]?.accountId]);
  expect(notes.join(' ')).toContain('2 users are left out: a run of Lockstep left the accounts inactive');
});

it('says at once that another run is not finished, and starts once that has ended', async () => {
  const [first, second] = ordinary(job, 2);
  if (!first || !second) throw new Error('too few people');
  const { plans, runs } = job.app.engine;
  const answers = [{ question: 'admins', answer: 'none' }] as const;
  const of = async (person: typeof first) =>
    unwrap(plans.seal(await upload(job, withoutRoles([person])), null, { answers }));
  const runId = await run(job, await of(first));
  const other = job.start(await of(second));
  job.say(other.record.id, 'pause');
  await job.until(other.record.id, ({ state }) => state.status !== 'running');
  const back = unwrap(seal(runId, 'deactivated'));
  expect(back.notes[0]).toContain('Run 2 is not finished');
  expect(start(back)).toMatchObject({ error: { message: 'Run 2 is not finished.' } });
  await job.goOn(other.record.id);
  const again = unwrap(seal(runId, 'deactivated'));
  expect(again.notes.join(' ')).not.toContain('not finished');
  expect(start(again).ok).toBe(true);
  await job.goOn(runs.list()[0]?.record.id ?? '');
});
