/** Tests that the guards use what Atlassian has said, whatever file or result a plan comes from. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '#lib/demo/people/person';
import { accountKey } from '#lib/domain/account/account-id';
import type { PreflightPart } from '#lib/domain/preflight/preflight';
import { atOnce } from '#lib/domain/text/pieces';
import { unwrap } from '#test/demo-job';
import { job, openAppForEachTest } from '#test/job-of-each-test';
import { bytesOf, newmanFile } from '#test/samples/postman';
import {
  accountsOf,
  admins,
  bareIds,
  called,
  confirmed,
  csv,
  ordinary,
  upload,
  withoutRoles,
} from '#test/uploads';

openAppForEachTest();

const vip = 'vip.example.com';
const vipRule = { kind: 'domain', pattern: vip, reason: 'The board' } as const;

/** Reads lists of Atlassian, by a preflight of this roster. */
async function ask(rosterId: string, parts: readonly PreflightPart[]): Promise<void> {
  const { preflight } = job.app.engine;
  unwrap(await preflight.start(rosterId, parts));
  while (unwrap(await preflight.view(rosterId)).running) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Gives a person an address of the board, which only Atlassian knows. */
function promote({ accountId }: Person): void {
  const person = job.organisation.person(accountId);
  if (person) person.email = `${accountId.slice(-6)}@${vip}`;
}

/** An imported result in which every call about these people was answered 429. */
async function importOf(people: readonly Person[]): Promise<string> {
  const file = newmanFile(people.map(({ accountId }) => ({ accountId, status: 429 })));
  const text = file.replace('org-1', job.organisation.organisationId);
  return unwrap(await job.app.engine.imports.results(bytesOf(text), 'report.json')).record.id;
}

const protectionOf = ({ accountId }: Person) =>
  job.app.engine.protections.all().get(accountKey(accountId))?.source ?? null;
const review = async (rosterId: string) => unwrap(await job.app.engine.rosters.review(rosterId));
const raised = { raisedBecause: 'They all leave' };

describe('a rule that matches by an address which only Atlassian has', () => {
  let member: Person;
  let other: Person;
  let first: string;

  beforeEach(async () => {
    [member, other] = ordinary(job, 2) as [Person, Person];
    promote(member);
    first = await upload(job, bareIds([member, other]));
    await ask(first, ['accounts']);
  });

  it.each([
    ['lacks the address', bareIds],
    [
      'has another address',
      (people: readonly Person[]) =>
        withoutRoles(people.map((each) => ({ ...each, email: `${each.accountId.slice(-6)}@example.org` }))),
    ],
  ])('frees nobody because a later file %s', async (_, textOf) => {
    unwrap(await job.app.engine.rules.add(vipRule));
    expect([member, other].map(protectionOf)).toEqual(['rule', null]);
    await upload(job, textOf([member, other]));
    expect([member, other].map(protectionOf)).toEqual(['rule', null]);
  });

  it('protects and unticks a user of a file that arrives later', async () => {
    const { rules, rosters } = job.app.engine;
    rosters.remove(first);
    unwrap(await rules.add(vipRule));
    expect(protectionOf(member)).toBeNull();
    const rosterId = await upload(job, bareIds([member, other]));
    expect(protectionOf(member)).toBe('rule');
    const [rule] = rules.list();
    unwrap(rules.remove(rule?.id ?? '', 'They left the board'));
    expect((await review(rosterId)).map(({ ticked }) => ticked)).toEqual([false, true]);
  });

  it('protects a user whom an earlier file gives a matching address, although Atlassian says another', async () => {
    const { rules } = job.app.engine;
    await upload(job, withoutRoles([{ ...other, email: `former@${vip}` }]));
    await upload(job, bareIds([other]));
    unwrap(await rules.add(vipRule));
    expect(protectionOf(other)).toBe('rule');
  });

  it('keeps the user out of a plan from an imported result', async () => {
    const { rosters, rules, runs } = job.app.engine;
    const runId = await importOf([member, other]);
    unwrap(rosters.remove(first));
    unwrap(await rules.add(vipRule));
    const sealed = unwrap(runs.sealFrom(runId, 'rest', raised));
    expect(accountsOf(sealed)).toEqual([other.accountId]);
  });

  it('keeps a plan from an imported result from leaving if the rule is younger than the plan', async () => {
    const { rosters, rules, runs } = job.app.engine;
    const runId = await importOf([member, other]);
    unwrap(rosters.remove(first));
    const answers = [
      { question: 'admins', answer: 'none' },
      { question: 'operator', answer: 'none' },
    ] as const;
    const sealed = unwrap(runs.sealFrom(runId, 'rest', { ...raised, answers }));
    expect(accountsOf(sealed)).toHaveLength(2);
    unwrap(await rules.add(vipRule));
    expect(runs.start(confirmed(sealed))).toMatchObject({
      error: { message: expect.stringContaining('protected after the plan was sealed') },
    });
    expect(called(job)).toEqual([]);
  });
});

describe('a rule about a group that no file names', () => {
  const vipGroup = { kind: 'group', pattern: 'vip', reason: 'The board' } as const;
  let member: Person;
  let other: Person;
  let rosterId: string;

  beforeEach(async () => {
    [member, other] = ordinary(job, 2) as [Person, Person];
    for (const [{ accountId }, group] of [
      [member, 'vip'],
      [other, 'everyone'],
    ] as const) {
      const person = job.organisation.person(accountId);
      if (person) person.groups = [group];
    }
    rosterId = await upload(job, bareIds([member, other]));
  });
  const asked = () => {
    const { alarms } = unwrap(job.app.engine.plans.seal(rosterId, null, raised));
    return alarms.find(({ code }) => code === 'rule-unasked')?.count ?? 0;
  };

  it('is asked of the search, which protects its members and leaves no question', async () => {
    unwrap(await job.app.engine.rules.add(vipGroup));
    expect(asked()).toBe(2);
    await ask(rosterId, ['provisioned']);
    expect([member, other].map(protectionOf)).toEqual(['rule', null]);
    expect(asked()).toBe(0);
    expect(accountsOf(unwrap(job.app.engine.plans.seal(rosterId, null, raised)))).toEqual([other.accountId]);
  });

  it('stays a question until the search was read with the rule', async () => {
    await ask(rosterId, ['provisioned']);
    const { accounts } = atOnce(job.app.engine.preflight.known(rosterId));
    expect([...accounts.values()].flat().map(({ facts }) => facts.groups)).toEqual([undefined, undefined]);
    unwrap(await job.app.engine.rules.add(vipGroup));
    expect(asked()).toBe(2);
  });
});

describe('an organisation admin whom a list of Atlassian names', () => {
  const roles = (people: readonly Person[]) =>
    csv(
      ['User id', 'User name', 'email', 'User status', 'Org role'],
      people.map(({ accountId, name, email }) => [accountId, name, email, 'Active', 'User']),
    );

  it('is protected in a file that arrives later, though the file says otherwise', async () => {
    const bystanders = ordinary(job, 2);
    await ask(await upload(job, bareIds(bystanders)), ['provisioned']);
    const rosterId = await upload(job, roles([...admins(job), ...bystanders]));
    expect(admins(job).map(protectionOf)).toEqual(admins(job).map(() => 'organisation-admin'));
    expect((await review(rosterId)).filter(({ ticked }) => ticked)).toHaveLength(2);
  });

  it('is protected in the file that is open, and in a plan from an imported result', async () => {
    const { plans, runs } = job.app.engine;
    const people = [...admins(job), ...ordinary(job, 2)];
    const runId = await importOf(people);
    const rosterId = await upload(job, bareIds(people));
    await ask(rosterId, ['provisioned']);
    const ids = ordinary(job, 2).map(({ accountId }) => accountId);
    expect(accountsOf(unwrap(plans.seal(rosterId, null, raised)))).toEqual(ids);
    expect(accountsOf(unwrap(runs.sealFrom(runId, 'rest', raised)))).toEqual(ids);
  });

  it('makes the role column of the file no source, if the admin took the protection back', async () => {
    const { plans, protections, rules } = job.app.engine;
    const [admin] = admins(job) as [Person];
    const people = [...admins(job), ...ordinary(job, 2)];
    const rosterId = await upload(job, roles(people));
    await ask(rosterId, ['provisioned']);
    unwrap(protections.unprotect(admin.accountId, 'They are leaving'));
    unwrap(await job.app.engine.rosters.setTicked(rosterId, [admin.accountId], true));
    const sealed = unwrap(plans.seal(rosterId, null, raised));
    expect(accountsOf(sealed)).toContain(admin.accountId);
    const question = sealed.alarms.find(({ code }) => code === 'admins-unknown');
    expect(question?.names[0]).toMatchObject({
      key: admin.accountId,
      note: expect.stringMatching(/^Organisation admin, as Atlassian said on \d{4}-\d\d-\d\d$/),
    });

    unwrap(await rules.add({ kind: 'role', pattern: 'organization admin', reason: 'Admins stay' }));
    expect(protectionOf(admin)).toBe('rule');
  });
});

it('a domain that a plan from an imported result would empty is named, by Atlassian’s list', async () => {
  const members = ordinary(job, 2);
  members.forEach(promote);
  const bystander = ordinary(job, 3).slice(2);
  const runId = await importOf(members);
  await ask(await upload(job, bareIds(bystander)), ['accounts']);
  const sealed = unwrap(job.app.engine.runs.sealFrom(runId, 'rest', raised));
  expect(sealed.alarms.find(({ code }) => code === 'empties-domain')).toMatchObject({
    title: '1 e-mail domain would have nobody active left.',
    names: [{ key: vip, note: '2 users' }],
  });
});
