/** Tests that a run continues only in its own organisation, alone, and while nobody else writes into its journal. */
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseName } from '#lib/adapters/sqlite/database';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { answersOf } from '#lib/domain/run/view/answered';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { type MovableClock, movableClock } from '#test/movable-clock';
import { until } from '#test/until';
import { called, confirmed } from '#test/uploads';

let job: DemoJob;

let clock: MovableClock;

beforeEach(async () => {
  clock = movableClock(fastClock());
  job = await DemoJob.open({ people: 60 }, clock);
});
afterEach(() => job.close());

/** A run of four users, paused after the first; returns its ID. */
async function pausedRun(): Promise<string> {
  const { id } = job.start(await job.seal(4, undefined, job.isOrdinary)).record;
  await job.until(id, ({ state }) => state.settled >= 1);
  job.say(id, 'pause');
  await until(() => job.get(id).state.open.size === 0);
  return id;
}

describe.each(['paused', 'interrupted'] as const)('a run that is %s', (how) => {
  it.each(['resume', 'resume-without-reading'] as const)(
    'goes on in its own organisation only: %s',
    async (command) => {
      const id = await pausedRun();
      if (how === 'interrupted') await job.reopen();
      const { organisation } = job;
      const { apiKey, organisationId, seed } = organisation;
      const { connections, runs } = job.app.engine;
      organisation.reset({ seed: seed + 1 });
      unwrap(await connections.connectTyped(organisation.apiKey, organisation.organisationId));
      expect(runs.command(id, command)).toMatchObject({
        ok: false,
        error: { code: 'conflict', message: expect.stringContaining('is connected to') },
      });
      expect(job.get(id).state.status).toBe(how);
      expect(called(job)).toEqual([]);
      organisation.reset({ seed });
      unwrap(await connections.connectTyped(apiKey, organisationId));
      expect((await job.goOn(id)).state.settled).toBe(4);
    },
  );

  it('goes on in a copy of its data folder only if the admin says that it is the newest', async () => {
    const id = await pausedRun();
    if (how === 'interrupted') await job.reopen();
    const before = called(job).length;
    await job.reopenCopy();
    const { runs } = job.app.engine;
    for (const command of ['resume', 'resume-without-reading'] as const) {
      expect(runs.command(id, command)).toMatchObject({
        error: { code: 'question-open', message: expect.stringContaining('This data folder is a copy') },
      });
    }
    expect(job.get(id).state.status).toBe('interrupted');
    expect(called(job)).toHaveLength(before);
    unwrap(runs.command(id, 'resume', { inCopy: true }));
    job.say(id, 'pause');
    // The journal now belongs to this copy.
    await job.reopen();
    expect((await job.goOn(id)).state.settled).toBe(4);
    const report = unwrap(await job.app.engine.runs.report(id));
    expect(answersOf(report.view.plan, report.view.state).at(-1)).toMatch(
      /^The run was resumed in a copy of its data folder at .+ Your answer: it was the newest copy/,
    );
  });

  it('is not asked about a copy where it is stopped', async () => {
    const id = await pausedRun();
    await job.reopenCopy();
    job.say(id, 'stop');
    expect((await job.until(id, () => false)).state.status).toBe('ended');
  });

  it.each([
    [-3, 'in the future'],
    [-0.5, null],
    [0.9, null],
    [5, 'more than a day'],
  ])('does not go on where it stood still for more than a day: %d days', async (days, message) => {
    const id = await pausedRun();
    const before = called(job).length;
    if (how === 'interrupted') await job.reopen();
    clock.ahead = days * 86_400_000;
    const resumed = job.app.engine.runs.command(id, 'resume');
    if (message === null) expect(resumed).toMatchObject({ ok: true });
    else {
      expect(resumed).toMatchObject({
        error: { code: 'conflict', message: expect.stringContaining(message) },
      });
      expect(called(job)).toHaveLength(before);
      clock.ahead = 0;
      job.say(id, 'stop');
      await job.until(id, () => false);
      expect(job.app.engine.runs.sealFrom(id, 'rest')).toMatchObject({ ok: true });
    }
  });

  it('is the only one: no other starts before it has ended', async () => {
    const id = await pausedRun();
    const other = await job.seal(2, undefined, job.isOrdinary);
    if (how === 'interrupted') await job.reopen();
    const before = called(job);
    const start = () => job.app.engine.runs.start(confirmed(other));
    expect(start()).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: 'Run 1 is not finished.' },
    });
    expect(called(job)).toEqual(before);
    job.say(id, 'stop');
    await job.until(id, () => false);
    expect(start()).toMatchObject({ ok: true });
  });
});

describe('a run that nobody paused does not go on by itself after five days', () => {
  const days = 5 * 86_400_000;

  /** Lets five days pass, and checks that the run calls nobody more and is only stopped. */
  async function expectStood(id: string): Promise<void> {
    clock.ahead = days;
    const before = job.calls('lifecycle.disable').length;
    job.organisation.resetFaults();
    const stood = await job.until(id, ({ state }) => state.pause?.code === 'stood-still');
    expect(stood.state.pause?.message).toContain('more than a day');
    expect(job.app.engine.runs.command(id, 'resume')).toMatchObject({
      error: { code: 'conflict', message: expect.stringContaining('more than a day') },
    });
    job.say(id, 'stop');
    expect((await job.until(id, () => false)).state.end?.how).toBe('stopped');
    expect(job.calls('lifecycle.disable')).toHaveLength(before);
  }

  it('when Atlassian answers again', async () => {
    const { id } = job.start(await job.seal(12, undefined, job.isOrdinary)).record;
    await job.until(id, ({ state }) => state.settled >= 1);
    job.organisation.setFaults({ serverErrors: { everyKth: 1 } });
    const waiting = await job.until(id, ({ state }) => state.pause !== null);
    expect(waiting.state.pause?.code).toBe('faults-in-a-row');
    await expectStood(id);
  });

  it('when the computer wakes up', async () => {
    const { id } = job.start(await job.seal(12, undefined, job.isOrdinary)).record;
    job.organisation.setFaults({ latencyMs: 600_000, latencyOn: 'lifecycle' });
    await until(() => job.calls('lifecycle.disable').some(({ answered }) => answered === null));
    await expectStood(id);
  });
});

it('calls nobody more once something else has written into the journal, and says so', async () => {
  const { id } = job.start(await job.seal(4, undefined, job.isOrdinary)).record;
  await job.until(id, ({ state }) => state.settled >= 1);
  job.organisation.setFaults({ latencyMs: 600_000, latencyOn: 'lifecycle' });
  await until(() => job.calls('lifecycle.disable').some(({ answered }) => answered === null));
  const before = called(job);
  const database = new Sqlite(path.join(job.dataDir, databaseName));
  database.exec(`INSERT INTO journal (run_id, seq, at, event, hash)
    SELECT run_id, seq + 1, at, event, hash FROM journal ORDER BY seq DESC LIMIT 1`);
  database.close();
  job.organisation.resetFaults();
  const left = await job.until(id, ({ failure }) => failure !== null);
  expect(left.failure).toMatch(/^Something else wrote into the journal/);
  expect(left.state.status).not.toBe('ended');
  expect(called(job)).toEqual(before);
  // Lockstep did not write this entry, so the run is closed.
  expect(job.app.engine.runs.command(id, 'resume')).toMatchObject({
    ok: false,
    error: { code: 'conflict', message: expect.stringContaining('not as it was sealed and written') },
  });
});
