/** Tests that guards find an e-mail address however it is written. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { accountsOf, ordinary, tickEach, upload, withoutRoles } from '#test/uploads';

let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 30 }, fastClock());
});
afterEach(() => job.close());

const none = [{ question: 'admins', answer: 'none' }] as const;

/** The address as it is typed, and as a file has it. */
const same: [string, string, string][] = [
  ['composed accents', 'jos\u00e9@example.com', 'jose\u0301@example.com'],
  ['an international domain', 'ada@m\u00fcller.example', 'ada@xn--mller-kva.example'],
  ['a full-width domain', 'ada@example.com', 'ada@\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45.com'],
];
const alike: [string, string, string] = ['full-width letters', 'ada@example.com', '\uff41da@example.com'];

/** A file of three users, the second of them with this address. */
async function fileWith(email: string, typed: string | null = 'admin@example.net') {
  const [one, own, other] = ordinary(job, 3);
  if (!one || !own || !other) throw new Error('too few people');
  const rosterId = await upload(job, withoutRoles([one, { ...own, email }, other]), { own: typed });
  return { rosterId, own: own.accountId };
}

function sealed(rosterId: string) {
  return job.app.engine.plans.seal(rosterId, null, { answers: none, dryRun: true });
}

describe('the own account', () => {
  it.each(same)('is found where the file and the typed address differ in %s', async (_, typed, inFile) => {
    const { rosters } = job.app.engine;
    const { rosterId, own } = await fileWith(inFile);
    const roster = unwrap(await rosters.setOperatorAbsent(rosterId, typed));
    expect(rosters.operator(roster)).toMatchObject({ state: 'known', accountId: own });
    expect(accountsOf(unwrap(sealed(rosterId)))).not.toContain(own);
  });
});

describe('the own address, where no file had it before', () => {
  it.each([...same, alike])('keeps an account out of a plan: %s', async (_, typed, inFile) => {
    const { rosters, plans } = job.app.engine;
    await upload(job, withoutRoles(ordinary(job, 1)), { own: typed });
    const { rosterId, own } = await fileWith(inFile, null);
    const roster = unwrap(rosters.get(rosterId));
    if (inFile !== alike[2]) {
      expect(rosters.operator(roster)).toMatchObject({ state: 'known', accountId: own });
      return;
    }
    unwrap(await rosters.setOperatorAbsent(rosterId, typed));
    await tickEach(job, rosterId);
    expect(plans.seal(rosterId, null, { answers: none })).toMatchObject({
      ok: false,
      error: {
        message: 'What may be your own account is in the plan.',
        details: [expect.stringContaining(inFile)],
      },
    });
  });
});

describe('somebody with the address of a protected person', () => {
  it.each([...same, alike])('is refused, where the two differ in %s', async (_, kept, inFile) => {
    const { protections } = job.app.engine;
    const accountId = '5b10ac8d82e05b22cc7d4ef5';
    unwrap(protections.protect({ accountId, name: 'Ada', email: kept }, 'Stays'));
    const { rosterId } = await fileWith(inFile);
    await tickEach(job, rosterId);
    const [alarm] = unwrap(sealed(rosterId)).alarms;
    expect(alarm).toMatchObject({ code: 'protected-address', level: 'refuse', count: 1 });
    const looks = inFile === alike[2] ? ', which looks like ada@example.com' : '';
    expect(alarm?.names[0]?.note).toContain(`${looks} of the protected account ${accountId}`);
  });
});

describe('a rule by address or domain', () => {
  it.each([
    ...same.map(([what, typed, inFile]) => [what, 'email', typed, inFile] as const),
    [alike[0], 'email', alike[1], alike[2]] as const,
    ['an international domain', 'domain', 'm\u00fcller.example', 'ada@xn--mller-kva.example'] as const,
    ['a domain in full width', 'domain', 'example.net', 'ada@\uff45xample\uff0enet'] as const,
    ['a full-width pattern', 'email', '\uff0a@example.net', 'ada@example.net'] as const,
  ])('protects a user whose address differs from it in %s', async (_, kind, pattern, inFile) => {
    const { rules } = job.app.engine;
    unwrap(await rules.add({ kind, pattern, reason: 'Stays' }));
    const { rosterId, own } = await fileWith(inFile);
    await tickEach(job, rosterId);
    expect(accountsOf(unwrap(sealed(rosterId)))).not.toContain(own);
  });
});
