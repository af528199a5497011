/** Tests that the gate judges one state, whatever happens between two pieces of its work. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { turn } from '#lib/engine/turns';
import { answered, DemoJob, unwrap } from '#test/demo-job';
import { madeUpId, madeUpPeople, upload, withoutRoles } from '#test/uploads';

const users = 700;
const file = withoutRoles(madeUpPeople(users));

let job: DemoJob;
let rosterId: string;

beforeAll(async () => {
  job = await DemoJob.open({ people: 10 });
  rosterId = await upload(job, file);
});
afterAll(() => job.close());
beforeEach(() => void job.app.engine.rosters.setTicked(rosterId, 'all', true));

/**
 * Seals a dry run, passes the gate with it, and does something after this many turns. Says whether that was in time.
 */
async function started(turns: number, change: () => unknown) {
  const { plans, runs } = job.app.engine;
  const { plan } = unwrap(await plans.sealInPieces(rosterId, null, { ...answered, dryRun: true }));
  const { id: planId, digest, count } = plan;
  let over = false;
  const starting = runs.startInPieces({ planId, digest, count }).finally(() => {
    over = true;
  });
  let inTime = false;
  for (let made = 0; !over; made += 1) {
    if (made === turns) {
      await change();
      inTime = !over;
    }
    await turn();
  }
  return { inTime, result: await starting };
}

const changes: readonly [string, (at: number) => unknown, (at: number) => unknown][] = [
  [
    'a protection',
    (at) => job.app.engine.protections.protect({ accountId: madeUpId(at), name: '', email: '' }, 'Sample'),
    (at) => job.app.engine.protections.unprotect(madeUpId(at), 'Sample'),
  ],
  [
    'an unticked user',
    (at) => job.app.engine.rosters.setTicked(rosterId, [madeUpId(at)], false),
    (at) => job.app.engine.rosters.setTicked(rosterId, [madeUpId(at)], true),
  ],
];

it.each(changes)('no run begins after %s, whenever that comes', async (_, change, undo) => {
  let turns = 0;
  for (let isAfter = false; !isAfter; turns += 1) {
    const at = (turns * 97) % users;
    const { inTime, result } = await started(turns, () => change(at));
    isAfter = !inTime;
    if (isAfter) {
      const { record } = unwrap(result);
      job.app.engine.runs.command(record.id, 'stop');
      await expect.poll(() => unwrap(job.app.engine.runs.get(record.id)).state.status).toBe('ended');
    } else expect(result).toMatchObject({ ok: false, error: { code: 'conflict' } });
    await undo(at);
  }
  expect(turns).toBeGreaterThan(users / 200);
});
