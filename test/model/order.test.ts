import fc from 'fast-check';
import { it } from 'vitest';
import { takeBroken } from '#test/model/checks/promise';
import { checkViews } from '#test/model/end';
import { faulty, type Kind, kinds, stormKinds } from '#test/model/faults';
import type { Call } from '#test/model/observed';
import { howOften, scenarios } from '#test/model/play';
import { World } from '#test/model/world';

/** The results of the calls, in the order of their answers; afterwards honest answers. */
const trouble = (some: readonly Kind[]) => fc.record({ kind: fc.constantFrom(...some), took: fc.boolean() });
const troubles = fc.array(
  fc.oneof(
    { arbitrary: fc.constant('honest' as const), weight: 4 },
    { arbitrary: trouble(stormKinds), weight: 2 },
    { arbitrary: trouble(kinds), weight: 1 },
  ),
  { maxLength: 60, size: 'max' },
);

it('ends, in whatever order the answers of all calls and the timers come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      scenarios(fc.constantFrom(1, 3, 4, 8)),
      troubles,
      async (scheduler, scenario, list) => {
        const world = new World(scenario);
        world.boot();
        world.start();
        const due = [...list];
        const scheduled = new WeakSet<Call>();
        let timed = false;
        for (let turn = 0; turn < 3_000; turn += 1) {
          await world.flush();
          const problem = takeBroken(world);
          if (problem) throw new Error(problem);
          const found = world.runs?.get('run');
          if (!found?.ok) throw new Error('Broken: the run is there');
          const { status } = found.value.state;
          if (status === 'ended') return checkViews(world);
          for (const { call } of world.pending) {
            if (scheduled.has(call)) continue;
            scheduled.add(call);
            void scheduler
              .schedule(Promise.resolve(), 'an answer')
              .then(() => answer(world, call, due.shift()));
          }
          if (!timed && world.clock.untilNext() !== null) {
            timed = true;
            void scheduler.schedule(Promise.resolve(), 'a timer').then(() => {
              timed = false;
              world.clock.advance(world.clock.untilNext() ?? 0);
            });
          }
          if (scheduler.count() > 0) await scheduler.waitNext(1);
          else if (status === 'paused') world.runs?.command('run', 'resume');
          else throw new Error('Broken: a run that goes on awaits something');
        }
        throw new Error('Broken: every run ends');
      },
    ),
    howOften(1_000),
  );
});

function answer(
  world: World,
  call: Call,
  trouble: { kind: Kind; took: boolean } | 'honest' = 'honest',
): void {
  const at = world.pending.findIndex((pending) => pending.call === call);
  const given = trouble === 'honest' ? world.honest(call) : faulty(call, trouble.kind);
  const effect = trouble === 'honest' ? given.ok : trouble.kind.unsure === true && trouble.took;
  world.answer(at, given, effect);
}
