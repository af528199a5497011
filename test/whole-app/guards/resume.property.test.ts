/**
 * Tests that the page offers to resume a run exactly where the server does not refuse it, and gives the same reason.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Obstacle, resumeObstacle } from '#lib/domain/run/next/obstacle';
import { runHead } from '#lib/server/http/run-views';
import { DemoJob, unwrap } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';
import { type MovableClock, movableClock } from '#test/movable-clock';
import { until } from '#test/until';
import { bareIds, ordinary, upload } from '#test/uploads';

const people = 24;
const day = 86_400_000;

const changes = [
  'connect',
  'other-organisation',
  'forget',
  'add-rule',
  'remove-rule',
  'days',
  'restart',
  'copy',
] as const;
type Change = (typeof changes)[number];

/** A run that is paused whenever something changes. */
class Waiting {
  private constructor(
    readonly job: DemoJob,
    readonly clock: MovableClock,
    readonly id: string,
    private readonly seed: number,
    private readonly key: { apiKey: string; organisationId: string },
  ) {}

  static async open(): Promise<Waiting> {
    const clock = movableClock(fastClock());
    const job = await DemoJob.open({ people: 60 }, clock);
    const rosterId = await upload(job, bareIds(ordinary(job, people)));
    const answers = [{ question: 'admins', answer: 'none' } as const];
    const sealed = unwrap(
      job.app.engine.plans.seal(rosterId, null, { answers, raisedBecause: 'All of them' }),
    );
    const { id } = job.start(sealed).record;
    const { seed, apiKey, organisationId } = job.organisation;
    const waiting = new Waiting(job, clock, id, seed, { apiKey, organisationId });
    await waiting.pause();
    return waiting;
  }

  /** Pauses the run before more than a call or two. */
  async pause(): Promise<void> {
    const { job, id } = this;
    job.say(id, 'pause');
    await until(() => job.get(id).state.open.size === 0);
  }

  async change(what: Change): Promise<void> {
    const { job, clock } = this;
    const { connections, rules } = job.app.engine;
    switch (what) {
      case 'connect':
        job.organisation.reset({ seed: this.seed });
        unwrap(await connections.connectTyped(this.key.apiKey, this.key.organisationId));
        break;
      case 'other-organisation':
        job.organisation.reset({ seed: this.seed + 1 });
        unwrap(await connections.connectTyped(job.organisation.apiKey, job.organisation.organisationId));
        break;
      case 'forget':
        unwrap(await connections.forget());
        break;
      case 'add-rule':
        // The rule that is there already is refused.
        await rules.add({ kind: 'group', pattern: 'vip*', reason: 'Break-glass accounts' });
        break;
      case 'remove-rule':
        for (const { id } of rules.list()) unwrap(rules.remove(id, 'Not needed'));
        break;
      case 'days':
        clock.ahead = clock.ahead === 0 ? 2 * day : 0;
        break;
      case 'restart':
        await job.reopen();
        break;
      case 'copy':
        await job.reopenCopy();
        break;
    }
  }

  /** The obstacle as the page computes it, of what the server answers to it. */
  async onThePage(): Promise<Obstacle | null> {
    const { runs, connections } = this.job.app.engine;
    const detail = unwrap(await runs.detail(this.id));
    const { run, file, watching } = runHead(detail, runs.openUsers()(this.id));
    const rule = unwrap(await runs.uncheckedRule(this.id));
    const { plan, differences } = run;
    const here = { connection: connections.view(), file, wall: runs.clock().wall };
    return resumeObstacle({ watching, state: detail.view.state, plan, differences, ...here }, () => rule);
  }
}

it('the page and the server give the same reason why a run may not be resumed', async () => {
  const seen = new Set<string>();
  const shown = fc.asyncProperty(
    fc.array(fc.constantFrom(...changes), { minLength: 3, maxLength: 7 }),
    async (sequence) => {
      const waiting = await Waiting.open();
      try {
        for (const what of sequence) {
          await waiting.change(what);
          const obstacle = await waiting.onThePage();
          seen.add(obstacle?.kind ?? 'none');
          const { runs } = waiting.job.app.engine;
          const resumed = runs.command(waiting.id, 'resume');
          expect(resumed.ok ? null : resumed.error.message).toBe(obstacle?.message ?? null);
          if (resumed.ok) await waiting.pause();
        }
      } finally {
        await waiting.job.close();
      }
    },
  );
  await fc.assert(shown, { numRuns: 8, seed: 41, endOnFailure: true });
  expect([...seen].sort()).toEqual([
    'in-copy',
    'none',
    'not-connected',
    'other-organisation',
    'stood-still',
    'unchecked-rule',
  ]);
}, 60_000);
