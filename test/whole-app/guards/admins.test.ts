/** Tests that the organisation admins are known, or that the admin is asked about them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Faults } from '#lib/demo/faults/faults';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import {
  accountsOf,
  admins,
  askAtlassian,
  bareIds,
  called,
  confirmed,
  csv,
  ordinary,
  run,
  upload,
  withoutRoles,
} from '#test/uploads';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 60 }, fastClock());
});
afterEach(() => job.close());

describe('admins that a run deactivated', () => {
  /** A run has deactivated two of four admins; a third one can be planned. */
  async function twoLeft(): Promise<string> {
    const { plans, protections } = job.app.engine;
    const [first, second, third] = admins(job).slice(1);
    if (!first || !second || !third) throw new Error('too few admins');
    const rosterId = await upload(job, withoutRoles([first, second]));
    await askAtlassian(job, null);
    for (const { accountId } of [first, second, third]) {
      unwrap(protections.unprotect(accountId, 'They leave'));
    }
    await run(job, unwrap(plans.seal(rosterId, null)));
    expect(called(job)).toEqual([first.accountId, second.accountId]);
    return upload(job, withoutRoles([third]));
  }

  it.each([true, false])(
    'do not count as left for the next plan; Atlassian is asked again: %s',
    async (again) => {
      const rosterId = await twoLeft();
      const { plans } = job.app.engine;
      if (again) await askAtlassian(job, rosterId);
      const refused = plans.seal(rosterId, null);
      expect(refused).toMatchObject({ ok: false, error: { code: 'conflict' } });
      expect(refused.ok ? '' : refused.error.message).toContain('one organisation admin active');
    },
  );
});

it('asks who they are first, and waits for it, however long the list of accounts is', async () => {
  await job.close();
  job = await DemoJob.open({ people: 5_000 }, fastClock(2));
  const { organisation } = job;
  const managed = organisation.exportCsv('managed-accounts').split('\r\n').slice(0, 61).join('\r\n');
  const rosterId = await upload(job, managed);
  organisation.setFaults({ latencyMs: 150 });
  const before = organisation.ledger().length;
  // The list is given up after its usual time. The test waits for the answers, however slow this machine is.
  await job.app.engine.plans.prepare(rosterId, { facts: Number.MAX_SAFE_INTEGER, lists: 2_500 });
  const requests = organisation.ledger().slice(before);
  const asked = requests.map(({ operation }) => operation);
  expect(asked.slice(0, 3)).toEqual(['usersSearch', 'usersCount', 'serviceAccounts']);
  expect(asked.lastIndexOf('manage')).toBeLessThan(asked.indexOf('managedAccounts'));
  expect(requests[0]?.body).toContain('atlassian/org-admin');
  // The list has fifty pages, and sealing does not wait for it.
  expect(requests.filter(({ operation }) => operation === 'managedAccounts').length).toBeLessThan(50);
  organisation.resetFaults();
  const sealed = unwrap(job.app.engine.plans.seal(rosterId, null));
  expect(sealed.plan.terms).toMatchObject({
    admins: { by: 'organisation' },
    activeAccounts: expect.any(Number),
  });
  await run(job, sealed);
  for (const { accountId } of admins(job)) expect(called(job)).not.toContain(accountId);
  expect(called(job).length).toBeGreaterThan(40);
});

const v2 = ['usersSearch', 'usersCount', 'directories', 'usersStats'] as const;
const silent: [string, Partial<Faults>][] = [
  ['is slower than may be waited for', { latencyMs: 600_000, latencyOn: v2 }],
  ['is limited for longer', { storm: { next: 100_000, on: v2, seconds: 2 } }],
  ['does not answer', { hang: { next: 100_000, on: v2 } }],
  ['has original user management', { originalUserManagement: true }],
  ['has no such part', { originalUserManagement: true, originalUserManagementAnswer: '404' }],
  ['refuses the key there', { keyRevokedAfter: { calls: 0, on: v2 } }],
];

describe.each(silent)('where Atlassian %s', (_, faults) => {
  it('they are asked for, those who might be one first', async () => {
    const { plans, runs, protections } = job.app.engine;
    const [plain, grouped, said] = ordinary(job, 3);
    if (!plain || !grouped || !said) throw new Error('too few people');
    const columns = ['User id', 'User name', 'email', 'Org role', 'Groups', 'Remark'];
    const row = (
      { accountId, email }: { accountId: string; email: string },
      group: string,
      remark: string,
    ) => [accountId, 'Sample', email, '', group, remark];
    const file = csv(columns, [
      row(plain, 'everyone', ''),
      row(grouped, 'site-admins', ''),
      row(said, 'everyone', 'Was our Admin'),
    ]);
    const rosterId = await upload(job, file);
    job.organisation.setFaults(faults);
    await plans.prepare(rosterId);
    job.organisation.resetFaults();

    const open = unwrap(plans.seal(rosterId, null));
    expect(open.plan.terms?.admins).toBeNull();
    const alarm = open.alarms.find(({ code }) => code === 'admins-unknown');
    expect(alarm).toMatchObject({ level: 'question', question: 'admins', count: 3 });
    expect(alarm?.names.map(({ key, note }) => [key, note])).toEqual([
      [grouped.accountId, 'Group site-admins'],
      [said.accountId, '“Was our Admin” in the file'],
      [plain.accountId, plain.email],
    ]);
    expect(runs.start(confirmed(open))).toMatchObject({
      error: { code: 'question-open', details: [expect.stringContaining('admins:')] },
    });

    // However often and in whatever spelling an answer names an account, it is one person.
    const accountIds = [grouped.accountId, grouped.accountId.toUpperCase()];
    const answers = [{ question: 'admins', answer: 'these', accountIds }] as const;
    const answered = unwrap(plans.seal(rosterId, null, { answers }));
    expect(accountsOf(answered)).toEqual([plain.accountId, said.accountId]);
    expect(answered.plan.digest).not.toBe(open.plan.digest);
    expect(answered.plan.terms?.questions).toMatchObject([
      {
        question: 'admins',
        about: 2,
        answer: { answer: 'these', people: [{ accountId: grouped.accountId }] },
      },
    ]);
    const [recorded] = answered.plan.terms?.questions ?? [];
    expect(recorded?.answer).toMatchObject({ people: { length: 1 } });
    expect(protections.reasonAgainst(grouped.accountId)).toContain('as you said');
    expect(runs.start(confirmed(unwrap(plans.seal(rosterId, null))))).toMatchObject({
      error: { code: 'question-open' },
    });
    await run(job, answered);
    expect(called(job)).toEqual(accountsOf(answered));
  });
});

it('how long an answer was waited for is said', async () => {
  const rosterId = await upload(job, withoutRoles(ordinary(job, 2)));
  job.organisation.setFaults({ hang: { next: 100_000, on: v2 } });
  await job.app.engine.plans.prepare(rosterId);
  const sealed = unwrap(job.app.engine.plans.seal(rosterId, null));
  expect(sealed.alarms[0]).toMatchObject({
    code: 'admins-unknown',
    body: expect.stringContaining('There was no answer within 20 seconds.'),
  });
});

describe('where Atlassian does not say and the file has a role column', () => {
  beforeEach(() => job.organisation.setFaults({ originalUserManagement: true }));

  it('they are known by the file, which is said with its age', async () => {
    const rosterId = await upload(job, job.organisation.exportCsv('users'));
    await askAtlassian(job, rosterId);
    const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, { raisedBecause: 'A sample' }));
    expect(sealed.plan.terms?.admins).toMatchObject({ by: 'file' });
    expect(sealed.alarms.map(({ code }) => code)).toContain('admins-by-file');
    for (const { accountId } of admins(job)) expect(accountsOf(sealed)).not.toContain(accountId);
    expect(sealed.plan.terms?.questions).toEqual([]);
  });

  it.each([
    ['in which cells moved to the left', ['ada@example.com', 'active', 'Organization admin', '', '']],
    ['in which a comma moved cells to the right', ['Doe', ' Ada', 'active', '', 'Organization admin']],
    ['in which a line was swallowed', ['Ada', 'ada@example.com', 'active', 'User', 'left\nx,Org Admin']],
  ])('they are protected by a row %s', async (_, cells) => {
    const [first, second] = ordinary(job, 2);
    if (!first || !second) throw new Error('too few people');
    const columns = ['User id', 'User name', 'email', 'User status', 'Org role', 'Notes'];
    const plain = [second.accountId, second.name, second.email, 'active', 'User', ''];
    const rosterId = await upload(job, csv(columns, [[first.accountId, ...cells], plain]));
    await job.app.engine.plans.prepare(rosterId);
    const sealed = unwrap(job.app.engine.plans.seal(rosterId, null));
    expect(accountsOf(sealed)).toEqual([second.accountId]);
    expect(job.app.engine.protections.reasonAgainst(first.accountId)).toContain('Organisation admin');
  });

  it('a blocked row protects every row of the accounts in it, by its role and by its groups', async () => {
    const [first, second, third] = ordinary(job, 3);
    if (!first || !second || !third) throw new Error('too few people');
    const { plans, protections, rules } = job.app.engine;
    unwrap(await rules.add({ kind: 'group', pattern: 'vip-*', reason: 'Asked first' }));
    const file = [
      'User id,User name,email,User status,Org role,Groups',
      ...[first, second, third].map(({ accountId, email }) => `${accountId},Sample,${email},active,User,`),
      `${first.accountId},Doe, Ada,${first.email},active,Organization admin,`,
      `Sample,${second.accountId},${second.email},active,User,vip-one,beyond`,
    ].join('\n');
    const rosterId = await upload(job, `${file}\n`);
    expect(protections.reasonAgainst(first.accountId)).toContain('Organisation admin');
    expect(protections.reasonAgainst(second.accountId)).toContain('Group “vip-*”');
    await plans.prepare(rosterId);
    expect(accountsOf(unwrap(plans.seal(rosterId, null)))).toEqual([third.accountId]);
  });

  it('somebody whose role has a character that nobody can see is protected', async () => {
    const [first, second] = ordinary(job, 2);
    if (!first || !second) throw new Error('too few people');
    const rows = [
      [first.accountId, first.name, 'Organization\u200b admin'],
      [second.accountId, second.name, 'User'],
    ];
    const rosterId = await upload(job, csv(['User id', 'User name', 'Org role'], rows));
    expect(accountsOf(unwrap(job.app.engine.plans.seal(rosterId, null)))).toEqual([second.accountId]);
  });

  it('they are asked for where it is empty for everybody', async () => {
    const people = [...admins(job), ...ordinary(job, 3)];
    const rows = people.map(({ accountId, name, email }) => [accountId, name, email, ' ']);
    const rosterId = await upload(job, csv(['User id', 'User name', 'email', 'Org role'], rows));
    await askAtlassian(job, rosterId);
    const sealed = unwrap(job.app.engine.plans.seal(rosterId, null));
    expect(sealed.alarms[0]).toMatchObject({ code: 'admins-unknown', count: people.length });
  });
});

describe('the admin’s own account', () => {
  const ask = async (rosterId: string) => {
    const { preflight } = job.app.engine;
    unwrap(await preflight.start(rosterId, ['permissions']));
    while (unwrap(await preflight.view(rosterId)).running)
      await new Promise((resolve) => setImmediate(resolve));
  };

  it('is the one that Atlassian says is, against what the admin said', async () => {
    job.organisation.setFaults({ ownAccount: 'refused' });
    const [own] = job.organisation.people();
    const [wrong, bystander] = ordinary(job, 2);
    if (!own || !wrong || !bystander) throw new Error('too few people');
    const { plans, protections, rosters, runs } = job.app.engine;
    const before = await upload(job, withoutRoles([wrong]), { own: null });
    unwrap(await rosters.setOperator(before, wrong.accountId));
    const rosterId = await upload(job, withoutRoles([own, wrong, bystander]));
    const answers = [{ question: 'admins', answer: 'none' }] as const;
    const sealed = unwrap(plans.seal(rosterId, null, { answers }));
    expect(accountsOf(sealed)).toContain(own.accountId);
    await ask(rosterId);
    expect(protections.operator()).toMatchObject({ accountId: own.accountId });
    expect(rosters.operator(unwrap(rosters.get(rosterId)))).toMatchObject({
      state: 'known',
      accountId: own.accountId,
    });
    expect(protections.reasonAgainst(wrong.accountId)).toContain('Atlassian says that another one is yours');
    expect(runs.start(confirmed(sealed))).toMatchObject({
      error: { code: 'conflict', message: expect.stringContaining('protected after') },
    });
    await run(job, unwrap(plans.seal(rosterId, null, { answers })));
    expect(called(job)).toEqual([bystander.accountId]);
  });

  it('is taken from the file where it has the address of the admin', async () => {
    const [own, bystander] = ordinary(job, 2);
    if (!own || !bystander) throw new Error('too few people');
    const { plans, protections, rosters } = job.app.engine;
    const answers = [{ question: 'admins', answer: 'none' }] as const;
    const rosterId = await upload(job, withoutRoles([own, bystander]), {
      own: ` ${own.email.toUpperCase()} `,
    });
    expect(protections.operator()).toMatchObject({ accountId: own.accountId });
    expect(rosters.operator(unwrap(rosters.get(rosterId))).state).toBe('known');
    expect(accountsOf(unwrap(plans.seal(rosterId, null, { answers })))).toEqual([bystander.accountId]);
    const twice = await upload(job, withoutRoles([own, { ...bystander, email: own.email }]), { own: null });
    const said = await rosters.setOperatorAbsent(twice, own.email);
    expect(said).toMatchObject({ error: { code: 'conflict' } });
    expect(said.ok ? '' : said.error.details?.join()).toContain(bystander.accountId);
  });

  it.each(['a dry run', 'a call'])('is known from what Atlassian says in %s', async (how) => {
    job.organisation.setFaults({ ownAccount: 'refused' });
    const own = job.organisation.people()[0];
    const [bystander] = ordinary(job, 1);
    if (!own || !bystander) throw new Error('too few people');
    const { plans, protections, rosters } = job.app.engine;
    const answers = [{ question: 'admins', answer: 'none' }] as const;
    const rosterId = await upload(job, withoutRoles([bystander, own]));
    await run(job, unwrap(plans.seal(rosterId, null, { answers, dryRun: how === 'a dry run' })));
    expect(protections.operator()).toMatchObject({ accountId: own.accountId, name: own.name });
    expect(rosters.operator(unwrap(rosters.get(rosterId))).state).toBe('known');
    expect(job.organisation.person(own.accountId)?.status).toBe('active');
  });

  it('is recognised in a later file by the address that was given for an earlier one', async () => {
    const [own, bystander] = ordinary(job, 2);
    if (!own || !bystander) throw new Error('too few people');
    const { protections, rosters } = job.app.engine;
    await upload(job, withoutRoles([bystander]), { own: own.email });
    expect(protections.operator()).toBeNull();
    const later = await upload(job, withoutRoles([own, bystander]), { own: null });
    expect(protections.operator()).toMatchObject({ accountId: own.accountId });
    const reviewed = unwrap(await rosters.review(later)).map(({ block, ticked }) => [block?.code, ticked]);
    expect(reviewed).toEqual([
      ['protected', false],
      [undefined, true],
    ]);
  });

  it('that is known gives way to no answer', async () => {
    const [own, other] = ordinary(job, 2);
    if (!own || !other) throw new Error('too few people');
    const { plans, protections, rosters } = job.app.engine;
    const rosterId = await upload(job, withoutRoles([own, other]), { own: null });
    unwrap(await rosters.setOperator(rosterId, own.accountId));
    const named = (accountId: string) =>
      plans.seal(rosterId, null, {
        answers: [
          { question: 'admins', answer: 'none' },
          { question: 'operator', answer: 'these', accountIds: [accountId] },
        ],
      });
    expect(named(other.accountId)).toMatchObject({ error: { code: 'invalid' } });
    expect(protections.operator()).toMatchObject({ accountId: own.accountId });
    expect(accountsOf(unwrap(named(own.accountId.toUpperCase())))).toEqual([other.accountId]);
  });

  it('is refused where only Atlassian’s list has the address', async () => {
    const [own, bystander] = ordinary(job).filter(({ emailHidden }) => !emailHidden);
    if (!own || !bystander) throw new Error('too few people');
    const rosterId = await upload(job, bareIds([own, bystander]), { own: own.email });
    const { plans } = job.app.engine;
    await askAtlassian(job, rosterId);
    expect(plans.seal(rosterId, null)).toMatchObject({
      error: { code: 'conflict', message: 'Your own account is in the plan.' },
    });
  });
});
