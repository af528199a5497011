/** Tests that a plan which is sealed in pieces is of one state, whatever happens between two pieces. */
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { planDetailSchema } from '#lib/contract/plan';
import type { SealedPlan } from '#lib/engine/plan/sealing';
import { turn } from '#lib/engine/turns';
import { registerApp } from '#lib/server/app';
import { answered, DemoJob, unwrap } from '#test/demo-job';
import { accountsOf, madeUpId, madeUpPeople, upload, withoutRoles } from '#test/uploads';
import { POST } from '../../../app/api/plans/route';

/** More than a plan that is stored in one transaction has. */
const users = 700;
const file = withoutRoles(madeUpPeople(users));

let job: DemoJob;
let rosterId: string;

beforeAll(async () => {
  job = await DemoJob.open({ people: 10 });
});
afterAll(() => job.close());
beforeEach(async () => {
  rosterId = await upload(job, file);
});
afterEach(() => void job.app.engine.rosters.remove(rosterId));

const plans = () => job.app.engine.plans;
const sealInPieces = (signal?: AbortSignal) => plans().sealInPieces(rosterId, null, answered, signal);
const sealAtOnce = () => unwrap(plans().seal(rosterId, null, answered));

/** Does something after this many turns of the event loop, and before every later one if `again`. */
async function meanwhile<T>(turns: number, work: Promise<T>, what: (turn: number) => unknown, again = false) {
  let over = false;
  const done = work.finally(() => {
    over = true;
  });
  done.catch(() => undefined);
  for (let made = 0; !over; made += 1) {
    if (made === turns || (again && made > turns)) await what(made);
    await turn();
  }
  return done;
}

/** The turns that sealing takes when nothing happens and the users are in memory. */
async function turnsOfSealing(): Promise<number> {
  let turns = 0;
  await sealInPieces();
  await meanwhile(
    0,
    sealInPieces(),
    () => {
      turns += 1;
    },
    true,
  );
  return turns;
}

/** The users of unfinished and finished plans in the data folder, and the plans. */
function stored(): { planned: number; plans: number; underWay: number } {
  const database = new Sqlite(path.join(job.dataDir, 'lockstep.db'), { readonly: true });
  const count = (what: string) =>
    database.prepare<[], number>(`SELECT count(*) FROM ${what}`).pluck().get() ?? Number.NaN;
  try {
    return {
      planned: count('plan_entries'),
      plans: count('plans'),
      underWay: count("settings WHERE key LIKE 'importing:%'"),
    };
  } finally {
    database.close();
  }
}

/** Expects that the plan is the one that the present state gives. */
function expectOfNow(sealed: SealedPlan): void {
  const now = sealAtOnce();
  expect(accountsOf(sealed)).toEqual(accountsOf(now));
  expect(sealed.plan.digest).toBe(now.plan.digest);
  expect(accountsOf(unwrap(plans().get(sealed.plan.id)))).toEqual(accountsOf(sealed));
}

describe('a plan sealed in pieces', () => {
  it('is the one that is sealed at once, and lets other work run in between', async () => {
    const turns = await turnsOfSealing();
    expect(turns).toBeGreaterThan(users / 200);
    expectOfNow(unwrap(await sealInPieces()));
    expect(stored().underWay).toBe(0);
  });

  it('is of the state after a change, whenever that comes', async () => {
    const { rosters, protections } = job.app.engine;
    const turns = await turnsOfSealing();
    const changes = [
      (at: number) => rosters.setTicked(rosterId, [madeUpId(at)], false),
      (at: number) => rosters.setTicked(rosterId, [madeUpId(at)], true),
      (at: number) => protections.protect({ accountId: madeUpId(at), name: '', email: '' }, 'Sample'),
      (at: number) => protections.unprotect(madeUpId(at), 'Sample'),
      (at: number) => protections.setOwnAddress(`person.${at}@example.com`),
    ];
    const anyChange = fc.record({
      turn: fc.nat({ max: turns }),
      change: fc.constantFrom(...changes),
      user: fc.nat({ max: users - 1 }),
    });
    await fc.assert(
      fc.asyncProperty(anyChange, async ({ turn: when, change, user }) => {
        let isOver = false;
        let isLate = false;
        const sealing = sealInPieces().finally(() => {
          isOver = true;
        });
        const sealed = await meanwhile(when, sealing, async () => {
          await change(user);
          isLate = isOver;
        });
        // A change that was under way when the plan was sealed may have come after it.
        if (isLate) expect(sealed.ok).toBe(true);
        // An address of the file is the admin's own: then no plan is sealed, in pieces or at once.
        else if (!sealed.ok) expect(plans().seal(rosterId, null, answered)).toEqual(sealed);
        else expectOfNow(sealed.value);
        protections.setOwnAddress('admin@example.net');
        protections.unprotect(madeUpId(user), 'Sample');
      }),
      { numRuns: 10 },
    );
  });

  it('is sealed although something changes before every piece', async () => {
    const { rosters } = job.app.engine;
    let ticked = true;
    const sealed = await meanwhile(
      0,
      sealInPieces(),
      () => {
        ticked = !ticked;
        return rosters.setTicked(rosterId, [madeUpId(7)], ticked);
      },
      true,
    );
    expect([users - 1, users]).toContain(unwrap(sealed).entries.length);
    expect(stored().underWay).toBe(0);
  });

  it('is the answer to a request, whole', async () => {
    registerApp(job.app);
    const body = JSON.stringify({ rosterId, ...answered });
    const headers = { 'content-type': 'application/json' };
    const answer = await POST(new Request('http://localhost/api/plans', { method: 'POST', headers, body }));
    expect(answer.status).toBe(201);
    const sealed = planDetailSchema.parse(await answer.json());
    expect(sealed).toEqual(unwrap(plans().get(sealed.plan.id)));
  });

  it('is sealed twice where two ask for it', async () => {
    const [one, other] = await Promise.all([sealInPieces(), sealInPieces()]);
    expect(unwrap(one).plan.id).not.toBe(unwrap(other).plan.id);
    expectOfNow(unwrap(one));
    expectOfNow(unwrap(other));
  });
});

describe('nothing is left', () => {
  it('where the roster is deleted meanwhile', async () => {
    const turns = await turnsOfSealing();
    for (const share of [0.1, 0.5, 0.95]) {
      const before = stored();
      const sealed = await meanwhile(Math.floor(turns * share), sealInPieces(), () => {
        job.app.engine.rosters.remove(rosterId);
      });
      expect(sealed).toMatchObject({ ok: false, error: { code: 'not-found' } });
      expect(stored()).toEqual(before);
      rosterId = await upload(job, file);
    }
  });

  it('where the page leaves', async () => {
    const turns = await turnsOfSealing();
    for (const share of [0, 0.5, 0.95]) {
      const before = stored();
      const page = new AbortController();
      const sealed = meanwhile(Math.floor(turns * share), sealInPieces(page.signal), () => page.abort());
      await expect(sealed).rejects.toThrow(/abort/);
      expect(stored()).toEqual(before);
    }
    expectOfNow(unwrap(await sealInPieces()));
  });

  it('where the program ends, once it has started again', async () => {
    let left = stored();
    const before = left;
    const sealed = sealInPieces();
    sealed.catch(() => undefined);
    while (left.planned === before.planned) {
      await turn();
      left = stored();
    }
    expect([left.plans, left.underWay]).toEqual([before.plans, 1]);
    await job.reopen();
    await expect(sealed).rejects.toThrow();
    expect(stored()).toEqual(before);
    expectOfNow(unwrap(await sealInPieces()));
  });
});
