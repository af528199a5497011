/** Tests that every guard treats an account ID in another spelling as the same person. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { bytesOf, newmanFile } from '#test/samples/postman';
import { until } from '#test/until';
import {
  accountsOf,
  admins,
  askAtlassian,
  bareIds,
  called,
  confirmed,
  ordinary,
  tickEach,
  upload,
  withoutRoles,
} from '#test/uploads';

let job: DemoJob;

beforeAll(async () => {
  job = await DemoJob.open({ people: 80 }, fastClock());
});
afterAll(() => job.close());

/** The same letters, each in random case. */
const respelt = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((upper) => [...text].map((letter, at) => (upper[at] ? letter.toUpperCase() : letter)).join(''));

const none = [{ question: 'admins', answer: 'none' }] as const;
const other = (text: string) => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase());

describe('in whatever spelling', () => {
  it('a protected person is protected, up to the last check before the socket', async () => {
    const [person, bystander] = ordinary(job, 2);
    if (!person || !bystander) throw new Error('too few people');
    const { protections, plans, rosters } = job.app.engine;
    await fc.assert(
      fc.asyncProperty(respelt(person.accountId), respelt(person.accountId), async (kept, inFile) => {
        unwrap(protections.protect({ ...person, accountId: kept }, 'Stays'));
        try {
          expect(protections.reasonAgainst(inFile)).toContain('Stays');
          const file = withoutRoles([{ ...person, accountId: inFile, email: 'x@example.com' }, bystander]);
          const rosterId = await upload(job, file);
          expect(accountsOf(unwrap(plans.seal(rosterId, null, { answers: none })))).toEqual([
            bystander.accountId,
          ]);
          unwrap(rosters.remove(rosterId));
        } finally {
          unwrap(protections.unprotect(inFile, 'Tried'));
        }
        expect(protections.reasonAgainst(kept)).toBeNull();
      }),
      { numRuns: 15 },
    );
  });

  it('an account of a file is found, and one that the file has not is refused', async () => {
    const [person, stranger] = ordinary(job, 2);
    if (!person || !stranger) throw new Error('too few people');
    const { rosters } = job.app.engine;
    const rosterId = await upload(job, withoutRoles([person]));
    const respelt = other(person.accountId);
    expect(unwrap(await rosters.people(rosterId, [respelt]))).toMatchObject([{ name: person.name }]);
    const refused = { error: { code: 'not-found', details: [stranger.accountId] } };
    const named = [respelt, stranger.accountId];
    expect(await rosters.people(rosterId, named)).toMatchObject(refused);
    expect(await rosters.setTicked(rosterId, named, false)).toMatchObject(refused);
    expect(await rosters.counts(rosterId)).toMatchObject({ ticked: 1 });
    expect(unwrap(await rosters.setTicked(rosterId, [respelt], false))).toMatchObject({ ticked: 0 });
  });

  it('a second row of somebody is a duplicate, and a tick is a tick', async () => {
    const [person] = ordinary(job, 1);
    if (!person) throw new Error('nobody');
    const { rosters } = job.app.engine;
    await fc.assert(
      fc.asyncProperty(respelt(person.accountId), respelt(person.accountId), async (first, second) => {
        const rosterId = await upload(
          job,
          withoutRoles([
            { ...person, accountId: first },
            { ...person, accountId: second },
          ]),
        );
        const isUsual = first === first.toLowerCase();
        const counts = { ticked: isUsual ? 1 : 0, doubtful: isUsual ? 0 : 1, unusable: 1 };
        expect(await rosters.counts(rosterId)).toMatchObject(counts);
        expect(unwrap(await rosters.setTicked(rosterId, [second], true))).toMatchObject({ ticked: 1 });
        expect(unwrap(await rosters.setTicked(rosterId, [second], false))).toMatchObject({
          ticked: 0,
          unusable: 1,
        });
        unwrap(rosters.remove(rosterId));
      }),
      { numRuns: 15 },
    );
  });

  it('the organisation’s admins, its list and its provisioned accounts are found', async () => {
    const provisioned = job.organisation
      .people()
      .find(({ kind, status }) => kind === 'scim' && status === 'active');
    const people = [...admins(job), ...ordinary(job, 2), ...(provisioned ? [provisioned] : [])];
    const file = bareIds(people.map(({ accountId }) => ({ accountId: other(accountId) })));
    const rosterId = await upload(job, file);
    const { plans, rules } = job.app.engine;
    const [ruled] = ordinary(job, 1);
    unwrap(await rules.add({ kind: 'email', pattern: ruled?.email ?? '', reason: 'By the list' }));
    await tickEach(job, rosterId);
    await askAtlassian(job, rosterId);
    const { entries, plan } = unwrap(plans.seal(rosterId, null));
    expect(entries.map(({ accountId }) => accountId)).toEqual(
      people.slice(admins(job).length + 1).map(({ accountId }) => other(accountId)),
    );
    expect(entries.at(-1)?.prediction).toMatchObject({ kind: 'refused', basis: 'listed' });
    expect(plan.terms?.predicted['not-managed']).toBeUndefined();
    unwrap(rules.remove(rules.list()[0]?.id ?? '', 'Tried'));
  });

  it('the admin’s own account is theirs', async () => {
    const [person, bystander] = ordinary(job, 2);
    if (!person || !bystander) throw new Error('too few people');
    const { rosters, protections, plans } = job.app.engine;
    const rosterId = await upload(job, withoutRoles([person, bystander]), { own: null });
    unwrap(await rosters.setOperator(rosterId, other(person.accountId)));
    expect(protections.operator()?.accountId).toBe(person.accountId);
    expect(protections.reasonAgainst(other(person.accountId))).toContain('Your own account');
    expect(accountsOf(unwrap(plans.seal(rosterId, null, { answers: none })))).toEqual([bystander.accountId]);
  });

  it('somebody of an imported result is retried once, with the name that a file gives them', async () => {
    const person = ordinary(job).at(-1);
    if (!person) throw new Error('nobody');
    await upload(job, withoutRoles([person]));
    const calls = [person.accountId, other(person.accountId)].map((accountId) => ({
      accountId,
      status: 429,
    }));
    const results = newmanFile(calls).replace('org-1', job.organisation.organisationId);
    const { record } = unwrap(await job.app.engine.imports.results(bytesOf(results), 'report.json'));
    const { entries } = unwrap(job.app.engine.runs.sealFrom(record.id, 'rest', { answers: none }));
    expect(entries).toMatchObject([{ accountId: person.accountId, name: person.name }]);
  });

  it.each(['matters', 'ignored'] as const)(
    'somebody protected in the middle of a run is not called, where case %s to Atlassian',
    async (accountIdCase) => {
      const people = ordinary(job).slice(5, 8);
      job.organisation.setFaults({ accountIdCase });
      const { plans, protections } = job.app.engine;
      const file = withoutRoles(people.map((each) => ({ ...each, accountId: other(each.accountId) })));
      const rosterId = await upload(job, file);
      await tickEach(job, rosterId);
      const options = { concurrency: 1, gapMs: 0, canary: '1', waitAfterCanary: true } as const;
      const view = job.start(unwrap(plans.seal(rosterId, null, { options, answers: none })));
      await job.until(view.record.id, ({ state }) => state.status !== 'running');
      const last = people[2];
      if (!last) throw new Error('too few people');
      unwrap(protections.protect(last, 'Stays'));
      await job.goOn(view.record.id);
      expect(called(job).map((id) => id.toLowerCase())).not.toContain(last.accountId.toLowerCase());
      expect(job.organisation.person(last.accountId)?.status).toBe('active');
      // Atlassian answers with its own spelling. If it knows the account at all, it is the requested one.
      const done = accountIdCase === 'ignored' ? 'inactive' : 'active';
      const others = people.slice(0, 2).map((each) => job.organisation.person(each.accountId)?.status);
      expect(others).toEqual([done, done]);
      unwrap(protections.unprotect(last.accountId, 'Tried'));
    },
  );
});

describe('somebody with the address of a protected person', () => {
  const two = () => {
    const [kept, second] = ordinary(job).slice(12);
    if (!kept || !second) throw new Error('too few people');
    return { kept, second };
  };
  const expectBoth = (refused: ReturnType<typeof job.app.engine.plans.seal>) => {
    const { kept, second } = two();
    if (refused.ok) throw new Error('not refused');
    expect(refused.error.details?.join()).toContain(kept.accountId);
    expect(refused.error.details?.join()).toContain(second.accountId);
    expect(refused.error.hint).toMatch(/Take them out.*remove the protection/);
  };

  it.each(['with the address', 'by account ID alone, and the file has the address'])(
    'is refused, where the protection is %s; the refusal names both, and both ways on',
    async (how) => {
      const { kept, second } = two();
      const { protections, plans } = job.app.engine;
      const email = how === 'with the address' ? kept.email.toUpperCase() : '';
      unwrap(protections.protect({ accountId: kept.accountId, name: kept.name, email }, 'Stays'));
      const rosterId = await upload(job, withoutRoles([kept, { ...second, email: kept.email }]));
      // Two account IDs with one address are doubtful.
      await tickEach(job, rosterId);
      const seal = (dryRun = false) => plans.seal(rosterId, null, { answers: none, dryRun });
      expectBoth(seal());
      const dry = unwrap(seal(true));
      expect(dry.alarms[0]).toMatchObject({ code: 'protected-address', level: 'refuse' });
      expect(job.app.engine.runs.start(confirmed(dry)).ok).toBe(true);
      await job.goOn(job.app.engine.runs.list()[0]?.record.id ?? '');
      unwrap(protections.unprotect(kept.accountId, 'It is the same person'));
      expect(seal().ok).toBe(true);
    },
  );

  it('is refused where only Atlassian’s list says so', async () => {
    const { kept, second } = two();
    const { protections, plans, preflight } = job.app.engine;
    const before = second.email;
    second.email = kept.email;
    unwrap(protections.protect({ accountId: kept.accountId, name: '', email: '' }, 'Stays'));
    const rosterId = await upload(job, bareIds([kept, second]));
    unwrap(await preflight.start(rosterId, ['accounts'], true));
    await until(async () => unwrap(await preflight.view(rosterId)).running === null);
    expectBoth(plans.seal(rosterId, null, { answers: none }));
    unwrap(protections.unprotect(kept.accountId, 'Tried'));
    second.email = before;
  });
});
