/** Tests behaviour of Atlassian that is not publicly known: each possibility, through the whole program. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Faults } from '#lib/demo/faults/faults';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';

let job: DemoJob;

beforeEach(async () => {
  const clock = fastClock();
  const begun = Date.now() - clock.monotonic();
  // The organisation uses the same clock, so that a lagging status does not depend on the machine's speed.
  job = await DemoJob.open({ people: 80, now: () => Math.round(begun + clock.monotonic()) }, clock);
});
afterEach(() => job.close());

/** Runs `count` people whom Atlassian allows to be deactivated, with these faults; returns their outcomes in order. */
async function outcomesOf(count: number, faults: Partial<Faults>, before?: (ids: string[]) => void) {
  const sealed = await job.seal(count, undefined, job.isOrdinary);
  before?.(sealed.entries.map(({ accountId }) => accountId));
  job.organisation.setFaults(faults);
  const ended = await job.goOn(job.start(sealed).record.id);
  const rows = [...unwrap(await job.app.engine.runs.report(ended.record.id)).rows()];
  return rows.map(({ outcome }) => outcome);
}

const deactivated = () => job.organisation.ledger().filter(({ effect }) => effect === 'deactivated');

describe('a deactivation of somebody who is inactive', () => {
  it.each(['204', '409'] as const)(
    'that Atlassian answers %s is never reported as ours',
    async (disableTwice) => {
      // Another admin deactivates the second user after the account was read and before the call.
      const outcomes = await outcomesOf(3, { disableTwice }, ([, second = '']) => {
        const person = job.organisation.person(second);
        if (person) person.status = 'inactive';
        job.organisation.setFaults({ perAccount: { [second]: [activeProfile(second)] } });
      });
      // A 204 does not tell who deactivated the account: Atlassian accepted the call, and says no more.
      const second = disableTwice === '409' ? 'confirmed-inactive' : 'deactivated';
      expect(outcomes).toEqual(['deactivated', second, 'deactivated']);
      expect(deactivated()).toHaveLength(2);
    },
  );

  it.each(['204', '409'] as const)(
    'whose first answer was lost is confirmed by reading, with %s too',
    async (twice) => {
      const outcomes = await outcomesOf(2, { disableTwice: twice, cutAfterWrite: 1 });
      expect(outcomes).toEqual(['confirmed-inactive', 'deactivated']);
      expect(deactivated()).toHaveLength(2);
      expect(job.calls('lifecycle.disable')).toHaveLength(2);
    },
  );

  it.each(['204', '409'] as const)(
    'whose first answer was lost is called once, though its status lags behind, with %s too',
    async (disableTwice) => {
      const outcomes = await outcomesOf(2, { disableTwice, cutAfterWrite: 1, staleReadsMs: 20_000 });
      expect(outcomes).toEqual(['confirmed-inactive', 'deactivated']);
      expect(job.calls('lifecycle.disable')).toHaveLength(2);
    },
  );

  it.each([
    ['204', 'deactivated'],
    ['409', 'refused'],
  ] as const)(
    'whose first answer was lost, while its status lags longer than is believed and Atlassian answers %s, is %s',
    async (disableTwice, outcome) => {
      const sealed = await job.seal(2, undefined, job.isOrdinary);
      job.organisation.setFaults({ disableTwice, cutAfterWrite: 1, staleReadsMs: 600_000 });
      const ended = await job.goOn(job.start(sealed).record.id);
      const rows = [...unwrap(await job.app.engine.runs.report(ended.record.id)).rows()];
      expect(rows.map((row) => row.outcome)).toEqual([outcome, 'deactivated']);
      expect(deactivated()).toHaveLength(2);
      // The report says what was read, and when.
      if (outcome === 'refused') expect(rows[0]?.reason).toContain('Half a minute after this one');
    },
  );
});

describe('an answer that is not to be believed', () => {
  it.each([400, 403, 404, 409])(
    'a %i after a lost one, while the status lags behind, is no refusal: the account is confirmed',
    async (status) => {
      const outcomes = await outcomesOf(2, { staleReadsMs: 20_000 }, ([, second = '']) => {
        const lost = { answer: 504, apply: true, on: ['lifecycle.disable'] } as const;
        const refused = { answer: status, always: true, on: ['lifecycle.disable'] } as const;
        job.organisation.setFaults({ perAccount: { [second]: [lost, refused] } });
      });
      expect(outcomes).toEqual(['deactivated', 'confirmed-inactive']);
      expect(job.calls('lifecycle.disable')).toHaveLength(2);
    },
  );

  it.each([409, 429])(
    'a %i to a call that took effect is confirmed, never inactive already',
    async (status) => {
      const outcomes = await outcomesOf(2, {}, ([, second = '']) => {
        const broken = { answer: status, apply: true, on: ['lifecycle.disable'] } as const;
        job.organisation.setFaults({ perAccount: { [second]: [broken] } });
      });
      expect(outcomes).toEqual(['deactivated', 'confirmed-inactive']);
      expect(job.calls('lifecycle.disable')).toHaveLength(2);
    },
  );

  it('lets the others go on while one account is read back', async () => {
    const sealed = await job.seal(6, undefined, job.isOrdinary);
    const second = sealed.entries[1]?.accountId ?? '';
    const lost = { answer: 'cut', on: ['lifecycle.disable'] } as const;
    job.organisation.setFaults({ perAccount: { [second]: [lost] } });
    const ended = await job.goOn(job.start(sealed).record.id);
    expect(ended.state.counts.deactivated).toBe(6);
    const called = job.calls('lifecycle.disable').map(({ accountId }) => accountId);
    expect(called.indexOf(second)).toBe(1);
    expect(called.lastIndexOf(second)).toBe(called.length - 1);
  });
});

describe('a deactivated account', () => {
  it.each(['inactive', 'closed'] as const)('that reads %s is a deactivated one', async (deactivatedReads) => {
    expect(await outcomesOf(3, { deactivatedReads })).toEqual(['deactivated', 'deactivated', 'deactivated']);
  });

  it.each(['inactive', 'closed'] as const)(
    'that reads %s settles a lost answer',
    async (deactivatedReads) => {
      expect(await outcomesOf(2, { deactivatedReads, cutAfterWrite: 1 })).toEqual([
        'confirmed-inactive',
        'deactivated',
      ]);
    },
  );

  it.each(['inactive', 'closed'] as const)('that reads %s before the call is not called', async (status) => {
    const outcomes = await outcomesOf(2, {}, ([, second = '']) => {
      const person = job.organisation.person(second);
      if (person) person.status = status;
    });
    expect(outcomes).toEqual(['deactivated', 'already-inactive']);
    expect(job.calls('lifecycle.disable')).toHaveLength(1);
  });

  it.each([0, 15_000])('whose status lags by %i ms is deactivated once', async (staleReadsMs) => {
    expect(await outcomesOf(3, { staleReadsMs })).toEqual(['deactivated', 'deactivated', 'deactivated']);
    expect(job.calls('lifecycle.disable')).toHaveLength(3);
  });
});

describe('a rate limit', () => {
  it.each(['iso', 'epoch', 'retry-after-seconds', 'retry-after-date', 'none'] as const)(
    'with the headers “%s” is waited out, and nobody is called twice',
    async (headers) => {
      const outcomes = await outcomesOf(3, { storm: { next: 4, headers, seconds: 1, on: 'any' } });
      expect(outcomes).toEqual(['deactivated', 'deactivated', 'deactivated']);
      expect(deactivated()).toHaveLength(3);
      expect(job.organisation.ledger().filter(({ answered }) => answered === 429)).toHaveLength(4);
    },
  );
});

/** A reading of an active person, returned once. */
function activeProfile(accountId: string) {
  const account = {
    account_id: accountId,
    account_status: 'active',
    account_type: 'atlassian',
    name: 'x',
    email: 'x@example.com',
    picture: 'https://avatars.example.com/x',
    nickname: 'x',
  };
  const headers = { 'content-type': 'application/json' };
  return { answer: 200, on: ['profile'], body: { account }, headers } as const;
}
