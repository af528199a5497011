/** Tests protection rules against the file and Atlassian's list. If neither says enough, the admin is asked. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unwrap } from '#test/demo-job';
import { job, openAppForEachTest } from '#test/job-of-each-test';
import { until } from '#test/until';
import {
  accountsOf,
  askAtlassian,
  bareIds,
  called,
  confirmed,
  csv,
  ordinary,
  run,
  upload,
} from '#test/uploads';

openAppForEachTest();

const noAdmins = { question: 'admins', answer: 'none' } as const;
const addRule = async (kind: 'email' | 'domain' | 'role' | 'group' | 'name', pattern: string) => {
  unwrap(await job.app.engine.rules.add({ kind, pattern, reason: 'Break-glass accounts' }));
  return job.app.engine.rules.list()[0]?.id ?? '';
};
const domainOf = (email: string) => email.slice(email.indexOf('@') + 1);

describe('a domain rule over a list of bare IDs', () => {
  // The list omits hidden addresses, so the rule cannot be applied to these accounts.
  const people = () =>
    job.organisation
      .people()
      .filter(({ kind, emailHidden, suspended }) => kind === 'ordinary' && !emailHidden && !suspended)
      .slice(0, 6);
  const pattern = () => domainOf(people()[0]?.email ?? '');
  const meant = () => people().filter(({ email }) => domainOf(email) === pattern());

  it('protects the matching users once Atlassian’s list was read', async () => {
    await addRule('domain', pattern());
    const rosterId = await upload(job, bareIds(people()));
    await askAtlassian(job, rosterId);
    const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, { answers: [noAdmins] }));
    await run(job, sealed);
    expect(called(job)).toEqual(accountsOf(sealed));
    for (const { accountId } of meant()) {
      expect(called(job)).not.toContain(accountId);
      expect(job.app.engine.protections.reasonAgainst(accountId)).toContain('Break-glass');
    }
  });

  it('protects them when it is added after the list was read', async () => {
    const rosterId = await upload(job, bareIds(people()));
    await job.app.engine.lists.refresh(rosterId, Number.MAX_SAFE_INTEGER);
    const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, { answers: [noAdmins] }));
    await addRule('domain', pattern());
    expect(await job.app.engine.rosters.counts(rosterId)).toMatchObject({ protected: meant().length });
    expect(job.app.engine.runs.start(confirmed(sealed))).toMatchObject({
      error: { message: expect.stringContaining('protected after') },
    });
  });

  it('is asked where the list was not read, and the answer is part of what is sealed', async () => {
    const ruleId = await addRule('domain', pattern());
    const rosterId = await upload(job, bareIds(people()));
    const { plans, runs, protections } = job.app.engine;
    expect(await plans.unasked(rosterId)).toMatchObject([{ rule: { id: ruleId }, users: 6 }]);
    const open = unwrap(plans.seal(rosterId, null, { answers: [noAdmins] }));
    expect(open.alarms[0]).toMatchObject({ code: 'rule-unasked', level: 'question', count: 6 });
    expect(runs.start(confirmed(open))).toMatchObject({
      error: { code: 'question-open', details: [expect.stringContaining(`rule:${ruleId}`)] },
    });
    const question = `rule:${ruleId}`;
    const none = unwrap(plans.seal(rosterId, null, { answers: [noAdmins, { question, answer: 'none' }] }));
    expect(none.plan.digest).not.toBe(open.plan.digest);
    const [first] = people();
    const accountIds = [first?.accountId ?? ''];
    const these = unwrap(
      plans.seal(rosterId, null, { answers: [noAdmins, { question, answer: 'these', accountIds }] }),
    );
    expect(accountsOf(these)).toEqual(
      people()
        .slice(1)
        .map(({ accountId }) => accountId),
    );
    expect(these.plan.terms?.questions?.find((each) => each.question === question)).toMatchObject({
      about: 5,
      answer: { answer: 'these', people: [{ accountId: first?.accountId }] },
    });
    expect(protections.reasonAgainst(first?.accountId ?? '')).toContain('as you said');
    // The answers belong to that plan only.
    const again = unwrap(plans.seal(rosterId, null, { answers: [noAdmins] }));
    expect(runs.start(confirmed(again))).toMatchObject({ error: { code: 'question-open' } });
  });

  it('that is added after sealing and cannot be asked keeps the plan from leaving', async () => {
    const rosterId = await upload(job, bareIds(people()));
    const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, { answers: [noAdmins] }));
    await addRule('domain', pattern());
    expect(job.app.engine.runs.start(confirmed(sealed))).toMatchObject({
      error: { code: 'conflict', message: expect.stringContaining('could not be checked') },
    });
    expect(called(job)).toEqual([]);
  });
});

describe('a rule that is added while a run is unfinished, and that nobody can check,', () => {
  /** A run of bare IDs that waits for its first answer; its ID. */
  async function begun(): Promise<string> {
    const rosterId = await upload(job, bareIds(ordinary(job, 6)));
    const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, { answers: [noAdmins] }));
    job.organisation.setFaults({ latencyMs: 600_000 });
    const { id } = unwrap(job.app.engine.runs.start(confirmed(sealed))).record;
    await job.until(id, ({ state }) => state.status === 'running');
    return id;
  }
  async function answered(id: string): Promise<void> {
    job.organisation.setFaults({ latencyMs: 0 });
    await until(() => job.get(id).state.open.size === 0);
  }
  const unsaid = 'no source says the groups';

  it('pauses it, and keeps it from being resumed until the rule is removed', async () => {
    const id = await begun();
    const ruleId = await addRule('group', 'vip*');
    expect(job.get(id).state).toMatchObject({
      status: 'paused',
      pause: { message: expect.stringContaining(unsaid) },
    });
    await answered(id);
    const before = called(job).length;
    expect(job.app.engine.runs.command(id, 'resume')).toMatchObject({
      error: { code: 'conflict', message: expect.stringContaining(unsaid) },
    });
    expect(called(job)).toHaveLength(before);
    unwrap(job.app.engine.rules.remove(ruleId, 'Not needed'));
    await job.goOn(id);
    expect(called(job)).toHaveLength(6);
  });

  it('keeps an interrupted run from being resumed; the plan of its rest asks', async () => {
    const id = await begun();
    job.say(id, 'pause');
    await answered(id);
    await job.reopen();
    const ruleId = await addRule('role', 'vip');
    expect(job.app.engine.runs.command(id, 'resume')).toMatchObject({ error: { code: 'conflict' } });
    job.say(id, 'stop');
    await job.until(id, ({ state }) => state.status === 'ended');
    const rest = unwrap(job.app.engine.runs.sealFrom(id, 'rest', { answers: [noAdmins] }));
    expect(rest.plan.terms?.questions).toContainEqual(
      expect.objectContaining({ question: `rule:${ruleId}`, answer: null }),
    );
  });

  it('does not hold it where the accounts are read before their calls', async () => {
    const id = await begun();
    const last = ordinary(job, 6).at(-1);
    await addRule('name', last?.name ?? '');
    expect(job.get(id).state.status).toBe('running');
    await answered(id);
    await job.goOn(id);
    expect(called(job)).not.toContain(last?.accountId);
  });
});

describe('a rule over a file whose columns Lockstep may not know', () => {
  const sample = (name: string) =>
    readFileSync(new URL(`../../../test/fixtures/guards/${name}`, import.meta.url), 'utf8');

  it.each([
    ['group', 'administrators', '01-users-export-2021-groupname.csv', '5e101a02cb0c0d0e0f0a0b0c'],
    [
      'domain',
      'breakglass.example.org',
      '05-jira-rest-field-names.csv',
      '712020:00000005-0000-4000-8000-000000000002',
    ],
    ['group', 'org-admins', '18-resolution-user-browser.csv', '712020:00000018-0000-4000-8000-000000000001'],
  ] as const)('of the %s %s protects or is asked: %s', async (kind, pattern, name, meant) => {
    const ruleId = await addRule(kind, pattern);
    const rosterId = await upload(job, sample(name));
    const sealed = unwrap(job.app.engine.plans.seal(rosterId, null, { answers: [noAdmins] }));
    if (!accountsOf(sealed).includes(meant)) {
      // The group of the organisation admins protects without a rule.
      const reason = job.app.engine.protections.reasonAgainst(meant);
      expect(reason).toContain(pattern === 'org-admins' ? 'Organisation admin' : pattern);
      return;
    }
    expect(job.app.engine.runs.start(confirmed(sealed))).toMatchObject({
      error: { code: 'question-open', details: expect.arrayContaining([expect.stringContaining(ruleId)]) },
    });
  });

  it('is asked for those of an e-mail list once they were looked up', async () => {
    const [first, second] = ordinary(job, 2);
    if (!first || !second) throw new Error('too few people');
    const ruleId = await addRule('group', 'administrators');
    const rosterId = await upload(
      job,
      csv(
        ['group_name', 'username', 'full_name', 'email', 'active'],
        [
          ['administrators', 'al', first.name, first.email, 'Yes'],
          ['external-shop', 'be', second.name, second.email, 'Yes'],
        ],
      ),
    );
    const { lookUp, plans, protections, runs } = job.app.engine;
    unwrap(await lookUp.start(rosterId));
    await until(async () => unwrap(await lookUp.view(rosterId)).running === null);
    const sealed = unwrap(plans.seal(rosterId, null, { answers: [noAdmins] }));
    if (!accountsOf(sealed).includes(first.accountId)) {
      expect(protections.reasonAgainst(first.accountId)).toContain('administrators');
      return;
    }
    expect(runs.start(confirmed(sealed))).toMatchObject({
      error: { code: 'question-open', details: [expect.stringContaining(ruleId)] },
    });
  });
});

describe('an absent fact frees nobody:', () => {
  const columns = ['User id', 'User name', 'email', 'Org role', 'Groups'];
  const row = (
    accountId: string,
    more: { name?: string; email?: string; role?: string; groups?: string },
  ) => [
    accountId,
    more.name ?? 'Sample',
    more.email ?? 'sample@example.com',
    more.role ?? '',
    more.groups ?? '',
  ];
  const protectedBy = (accountId: string) => job.app.engine.protections.reasonAgainst(accountId);

  it.each([
    ['email', 'chief@*', { email: 'chief@example.com' }, { email: '' }],
    ['domain', 'glass.example.com', { email: 'x@glass.example.com' }, { email: '' }],
    ['name', 'The Chief', { name: 'The Chief' }, { name: '' }],
    ['role', 'Site admin', { role: 'Site admin' }, { role: '' }],
    ['group', 'board', { groups: 'board' }, { groups: '' }],
  ] as const)('a later file with an empty cell, of the %s %s', async (kind, pattern, first, later) => {
    await addRule(kind, pattern);
    const [person, bystander] = ordinary(job, 2).map(({ accountId }) => accountId);
    if (!person || !bystander) throw new Error('too few people');
    const silent = { name: 'Sample', email: 'sample@example.com' };
    await upload(job, csv(columns, [row(person, { ...silent, ...first }), row(bystander, silent)]));
    expect(protectedBy(person)).toContain('Break-glass');
    await upload(job, csv(columns, [row(person, { ...silent, ...later }), row(bystander, silent)]));
    expect(protectedBy(person)).toContain('Break-glass');
    const told = { name: 'Sample', email: 'other@example.com', role: 'User', groups: 'everyone' };
    await upload(job, csv(columns, [row(person, told), row(bystander, silent)]));
    expect(protectedBy(person)).toBeNull();
  });

  it('a second row of somebody, in whatever spelling', async () => {
    await addRule('email', 'chief@*');
    const [first = '', second = ''] = ordinary(job, 2).map(({ accountId }) => accountId);
    await upload(
      job,
      csv(columns, [
        row(first, { email: 'chief@example.com' }),
        row(first.toUpperCase(), { email: 'x@example.com' }),
        row(second, { email: 'x@example.com' }),
        row(second, { email: 'chief@example.com' }),
      ]),
    );
    expect(protectedBy(first)).toContain('Break-glass');
    expect(protectedBy(second)).toContain('Break-glass');
  });
});
