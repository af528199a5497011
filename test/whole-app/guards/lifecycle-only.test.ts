/**
 * The whole job, from a file, with a key that may do nothing but the lifecycle calls and read profiles: what no guard
 * can ask Atlassian is a question to the admin.
 */
import { describe, expect, it } from 'vitest';
import { type ClosedAnswer, closedAnswers } from '#lib/demo/faults/faults';
import { sourceNames } from '#lib/demo/operations';
import type { PlanAnswer } from '#lib/domain/plan/question';
import { composedApp } from '#test/composed-app';
import { checked, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { job, openAppForEachTest } from '#test/job-of-each-test';
import { admins, bareIds, called, confirmed, csv, ordinary, run, upload } from '#test/uploads';

openAppForEachTest();

/** Starts Lockstep again, at an organisation that refuses everything else in this way. */
async function connect(status: ClosedAnswer, organisationId?: string): Promise<void> {
  const { organisation, dataDir } = job;
  await job.app.close();
  const closedSources = Object.fromEntries(sourceNames.map((source) => [source, status]));
  organisation.setFaults({ closedSources });
  const config = { dataDir, apiUrl: organisation.url, apiKey: organisation.apiKey, organisationId };
  job.app = await composedApp({ ...config, clock: fastClock() });
  await checked(job.app);
}

const codes = (alarms: readonly { code: string; level: string }[]) =>
  alarms.flatMap(({ code, level }) => (level === 'question' ? [code] : []));
const operations = () => new Set(job.organisation.ledger().map(({ operation }) => operation));

describe.each(closedAnswers)('a key to which every list is closed with %s', (status) => {
  it('is connected, and what it may do is said not to be known', async () => {
    await connect(status);
    expect(job.app.engine.connections.view()).toMatchObject({
      organisation: null,
      check: { state: 'unknown', message: expect.stringContaining('What this key may do is not known') },
    });
    const { apiKey, organisationId } = job.organisation;
    const typed = unwrap(await job.app.engine.connections.connectTyped(apiKey, organisationId));
    expect(typed).toMatchObject({ organisation: { id: organisationId }, check: { state: 'unknown' } });
  });

  it.each(['not known', 'typed'])('does the whole job where the organisation is %s', async (known) => {
    await connect(status, known === 'typed' ? job.organisation.organisationId : undefined);
    const { rules, plans, runs, rosters } = job.app.engine;
    unwrap(await rules.add({ kind: 'domain', pattern: 'example.org', reason: 'Contractors' }));
    const rule = `rule:${rules.list()[0]?.id}`;
    const [admin] = admins(job);
    if (!admin) throw new Error('no admin');
    // An account whose profile has an address of the rule's domain is protected before the call.
    const others = ordinary(job).filter(({ email }) => !email.endsWith('@example.org'));
    const people = [...others.slice(0, 4), admin];
    const rosterId = await upload(job, bareIds(people));
    expect(await rosters.counts(rosterId)).toMatchObject({ users: 5, ticked: 5 });
    await plans.prepare(rosterId, { facts: Number.MAX_SAFE_INTEGER, lists: Number.MAX_SAFE_INTEGER });

    const open = unwrap(plans.seal(rosterId, null, {}));
    expect(codes(open.alarms)).toEqual(['admins-unknown', 'rule-unasked']);
    const whoIsAdmin = open.alarms.find(({ code }) => code === 'admins-unknown');
    if (known !== 'typed') expect(whoIsAdmin?.body).toContain('does not know which organisation');
    expect(runs.start(confirmed(open))).toMatchObject({ error: { code: 'question-open' } });
    expect(called(job)).toEqual([]);

    const answers: PlanAnswer[] = [
      { question: 'admins', answer: 'these', accountIds: [admin.accountId] },
      { question: rule, answer: 'none' },
    ];
    const sealed = unwrap(plans.seal(rosterId, null, { answers, raisedBecause: 'All have left' }));
    const id = await run(job, sealed);
    expect(called(job)).toEqual(people.slice(0, 4).map(({ accountId }) => accountId));
    const report = unwrap(await runs.report(id));
    expect([...report.rows()].map(({ outcome }) => outcome)).toEqual(Array(4).fill('deactivated'));
    expect(job.get(id).state).toMatchObject({ end: { how: 'completed' } });

    const restored = unwrap(runs.sealFrom(id, 'deactivated', { answers }));
    await run(job, restored);
    expect(job.calls('lifecycle.enable').map(({ effect }) => effect)).toEqual(Array(4).fill('activated'));
    expect(operations()).toContain('profile');
  });
});

it('what needs the organisation says that it is not known, and how to say which it is', async () => {
  await connect('403');
  const { lookUp, organisation } = job.app.engine;
  const list = csv(
    ['email'],
    ordinary(job, 2).map(({ email }) => [email]),
  );
  const rosterId = await upload(job, list, { own: null });
  const told = { code: 'not-connected', hint: expect.stringContaining('organisation ID') };
  expect(await lookUp.start(rosterId)).toMatchObject({ ok: false, error: told });
  expect(organisation.read()).toMatchObject({ ok: false, error: told });
});

it('a key that is no key is refused, whatever is closed', async () => {
  await connect('403');
  const { connections } = job.app.engine;
  const { keys, organisationId } = job.organisation;
  for (const id of [undefined, organisationId]) {
    expect(await connections.connectTyped(keys.wrong, id)).toMatchObject({
      ok: false,
      error: { code: 'refused-by-atlassian' },
    });
  }
});
