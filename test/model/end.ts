/** For the model-based test: once faults stop, the run ends, and then every view of it agrees. */
import { outcomeKinds, outcomeLabels } from '#lib/domain/outcome/outcome';
import { planSchema } from '#lib/domain/plan/plan';
import { reportCsv } from '#lib/domain/report/csv';
import { report } from '#lib/domain/report/report';
import { journalEntrySchema } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { newRun } from '#lib/domain/run/state';
import { checkLive } from '#test/model/checks/pages';
import { takeBroken } from '#test/model/checks/promise';
import type { World } from '#test/model/world';
import { everyRow } from '#test/samples/report';

/** More steps than any run of the test needs. A run that takes more does not end. */
const mostSteps = 3_000;

/** Ends all faults and lets the run continue to its end. */
export async function settleDown(world: World): Promise<void> {
  world.diskFull = false;
  world.dieInAppend = null;
  for (let step = 0; step < mostSteps; step += 1) {
    await world.flush();
    checkLive(world);
    const broken = takeBroken(world);
    if (broken) throw new Error(broken);
    if (!world.runs) {
      world.boot();
      checkDoubts(world);
      continue;
    }
    const found = world.runs.get('run');
    if (!found.ok || found.value.state.status === 'new') {
      if (!world.start()) throw new Error('Broken: a plan can be started');
      continue;
    }
    const { state, failure } = found.value;
    if (state.status === 'ended') {
      if (state.verification === null || state.verification.endedAt !== null) return;
      // A run that was interrupted by the end of the program goes on when a connection is made.
      world.runs.connected();
    } else if (failure !== null || state.status === 'paused' || state.status === 'interrupted') {
      const resumed = world.runs.command('run', 'resume');
      // The clock may have jumped by days: such a run is only stopped.
      if (!resumed.ok && /stood still|set back/.test(resumed.error.message))
        world.runs.command('run', 'stop');
    }
    const [pending] = world.pending;
    if (pending) {
      const answer = world.honest(pending.call);
      world.answer(0, answer, answer.ok);
    } else world.clock.advance(world.clock.untilNext() ?? 0);
  }
  throw new Error('Broken: once faults stop every run ends');
}

/** Checks after a restart the users whose call the end of the program cut off. */
function checkDoubts(world: World): void {
  const last = new Map<number, string>();
  for (const { event } of world.journal()) if ('position' in event) last.set(event.position, event.type);
  const cutOff = [...last.values()].filter((type) => type === 'intended').length;
  if (cutOff > world.scenario.options.concurrency) {
    throw new Error('Broken: a kill cuts off no more calls than the concurrency of the plan');
  }
}

/** Checks that page, report, CSV and journal agree about everybody, and that what they say is true. */
export function checkViews(world: World): void {
  planSchema.parse(world.plan);
  const folded = newRun();
  for (const entry of world.journal()) apply(folded, journalEntrySchema.parse(entry));
  const found = world.runs?.get('run');
  if (!found?.ok) throw new Error('Broken: the run is there');
  const { state } = found.value;
  same('the fold of the journal', plain(folded), plain(state));
  const rows = [...report(folded, world.entries, true)];
  const text = [...reportCsv(rows, everyRow())].join('');
  const lines = text.slice(1).trimEnd().split('\r\n').slice(1);
  same('rows', lines.length, world.scenario.total);
  for (const kind of outcomeKinds) {
    const inRows = rows.filter((row) => row.outcome === kind).length;
    const cell = `${world.scenario.act === 'dry-run' ? 'DRY RUN: ' : ''}${outcomeLabels[kind]}`;
    const inCsv = lines.filter((line) => line.split(',')[3] === cell).length;
    same(`report and page: ${kind}`, inRows, state.counts[kind]);
    same(`CSV and page: ${kind}`, inCsv, state.counts[kind]);
  }
  const left = rows.filter((row) => row.outcome === 'not-attempted').length;
  same('the sum', left + state.settled, world.scenario.total);
}

function plain(state: ReturnType<typeof newRun>): string {
  return JSON.stringify({ ...state, open: [...state.open] });
}

function same(what: string, one: unknown, other: unknown): void {
  if (one !== other) throw new Error(`Broken: ${what} agree (${String(one)} and ${String(other)})`);
}
