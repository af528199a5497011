/** For the model-based test: the disk with the plan and the journal of the one run. */
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import type { RunEvent } from '#lib/domain/run/events';
import type { Appended, RunStore } from '#lib/engine/storage/runs';
import { checkEntry } from '#test/model/checks/entries';
import type { Observed } from '#test/model/observed';

/** The record of the run. */
export const modelRun = { id: 'run', number: 1, planId: 'plan', createdAt: 0 };

/** The parts of the world that the disk needs. */
interface Disk extends Observed {
  readonly plan: Plan;
  readonly entries: PlanEntry[];
  readonly lines: string[];
  readonly writtenAt: number[];
  readonly diskFull: boolean;
  readonly dieInAppend: 'written' | 'not-written' | null;
  created: boolean;
  asked: Observed['asked'];
  kill(tookEffect: boolean): void;
}

/** The store as one process sees it. */
export function journalStore(world: Disk, life: number): RunStore {
  const none = () => {
    throw new Error('not used');
  };
  return {
    savePlan: none,
    saveImported: none,
    plan: () => world.plan,
    planEntries: () => world.entries,
    planAccounts: () => world.entries,
    planAddresses: (_id, { first, last }) =>
      world.entries.filter(({ position }) => position >= first && position <= last),
    planNames: () => [],
    planPositions: () => [],
    planAlarms: () => [],
    createRun: () => {
      world.created = true;
      return modelRun;
    },
    runs: () => (world.created ? [modelRun] : []),
    run: () => (world.created ? modelRun : null),
    runOfPlan: () => (world.created ? modelRun : null),
    identity: () => null,
    append: (_id, events, at) => append(world, life, { events, at }),
    checkJournal: function* () {
      yield;
      return { intact: true, entries: 0, head: '' };
    },
    noteClosing: none,
    closings: () => [],
    storedLines: none,
    journal: (_id, after, limit) => world.journal().slice(after, after + limit),
    entryTexts: none,
  };
}

/** The process may die in it, and its disk may be full. */
function append(
  world: Disk,
  life: number,
  { events, at }: { events: readonly RunEvent[]; at: number },
): Appended {
  const lost = { ok: false, message: 'The journal could not be written.' } as const;
  if (life !== world.life || !world.isAlive) return lost;
  const dying = world.dieInAppend;
  if (dying === 'not-written') {
    world.kill(false);
    return lost;
  }
  if (world.diskFull) {
    // The run was abandoned: whoever continues it later has begun no call yet.
    world.begunAt = Number.NEGATIVE_INFINITY;
    return lost;
  }
  const entries = events.map((event, index) => ({ seq: world.lines.length + index + 1, at, event }));
  for (const entry of entries) {
    checkEntry(world, entry);
    world.lines.push(JSON.stringify(entry));
    world.writtenAt.push(world.clock.now);
    // After an interruption, another process continues the run, so the *Ask now* of the earlier one no longer counts.
    if (entry.event.type === 'interrupted') world.asked = null;
    if (entry.event.type === 'resumed' && entry.event.asksNow) {
      const underWay = new Set(world.pending.map(({ call }) => call.accountId));
      world.asked = { after: world.ledger.length, underWay };
    }
  }
  if (dying === 'written') {
    world.kill(false);
    return lost;
  }
  return { ok: true, entries };
}
