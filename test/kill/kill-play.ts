/** Plays one run that is killed repeatedly and resumed each time, and judges it at its end. */
import type { Random } from '#lib/demo/seeded-random';
import { type Begun, beginRun } from '#test/kill/begin-run';
import { callsUnderWay } from '#test/kill/journal-on-disk';
import { judge, type Verdict } from '#test/kill/judge';
import { life } from '#test/kill/life';
import {
  anyMoment,
  callAnswered,
  callInFlight,
  type Moment,
  standstill,
  untilGone,
} from '#test/kill/moments';
import { deaths, type Orders } from '#test/kill/orders';
import { killedAtSync } from '#test/kill/strace';
import { type Folder, startWorker, type WorkerProcess } from '#test/kill/worker-process';

/**
 * The source of the kill: outside, at a moment that the ledger shows; the worker itself, at one that it does not show;
 * or the system, at an fsync.
 */
export const killKinds = ['any-moment', 'in-a-call', 'after-the-answer', ...deaths, 'at-the-sync'] as const;
export type KillKind = (typeof killKinds)[number];

interface KillPlay extends Verdict {
  kills: number;
  byKind: Partial<Record<KillKind, number>>;
  /** Calls that were under way, summed over the kills. */
  doubts: number;
}

/**
 * Kills the run of the folder up to `most` times, in ways that `random` chooses from `kinds`, then lets it end. A run
 * that sends no request for `timeoutMs` has stalled, which is a violation.
 */
export async function playKills(
  folder: Folder,
  parts: {
    concurrency: number;
    most: number;
    kinds: readonly [KillKind, ...KillKind[]];
    random: Random;
    timeoutMs: number;
  },
): Promise<KillPlay> {
  const { organisation, dataDir } = folder;
  const { concurrency, random } = parts;
  const begun: Begun = await beginRun(organisation, dataDir, concurrency);
  // Atlassian refuses to deactivate them with a 409, which leaves open what an earlier call did.
  const inConflict = organisation.people().filter(({ kind }) => kind === 'entitled');
  const unsent = inConflict.map(({ accountId }) => accountId);
  organisation.setFaults({ latencyMs: concurrency, jitterMs: 2 * concurrency });
  const play: KillPlay = { kills: 0, byKind: {}, doubts: 0, violations: [], called: 0, unsent: 0 };
  const stuck = () => standstill(organisation, parts.timeoutMs);
  let completed = false;
  while (!completed && play.kills < parts.most) {
    const kind = parts.kinds[play.kills % parts.kinds.length] ?? parts.kinds[0];
    const { worker, moment } = begin(kind);
    const how = await life(worker, moment, stuck());
    if (how === 'stands-still') return failed('The run stands still.');
    if (how !== 'killed' && how.code !== 0) return failed(`It ended with ${how.code}: ${how.errors}`);
    completed = how !== 'killed';
    if (completed) break;
    play.kills += 1;
    play.byKind[kind] = (play.byKind[kind] ?? 0) + 1;
    const underWay = callsUnderWay(dataDir);
    if (underWay > concurrency)
      return failed(`${underWay} calls were under way with a concurrency of ${concurrency}.`);
    play.doubts += underWay;
  }
  organisation.setFaults({ latencyMs: 0, jitterMs: 0 });
  if (!completed) {
    const how = await life(startWorker(folder), untilGone, stuck());
    if (how === 'stands-still') return failed('The run stands still at its end.');
    if (how === 'killed' || how.code !== 0) return failed('The last process did not end by itself.');
  }
  return { ...play, ...(await judge(organisation, dataDir, begun)) };

  function failed(what: string): KillPlay {
    return { ...play, violations: [what] };
  }

  function begin(kind: KillKind): { worker: WorkerProcess; moment: Moment } {
    const after = random.below(12);
    const outside = (moment: Moment) => ({ worker: startWorker(folder), moment });
    const inside = (die: Orders['die']) => ({ worker: startWorker(folder, die), moment: untilGone });
    switch (kind) {
      case 'any-moment':
        return outside(anyMoment(organisation, 2 * after, random.next() * 5));
      case 'in-a-call':
        return outside(callInFlight(organisation, after));
      case 'after-the-answer':
        return outside(callAnswered(organisation, after));
      case 'unsent':
        return inside({ at: kind, after, of: unsent });
      case 'at-the-sync':
        return { worker: startWorker(folder, null, killedAtSync(1 + 2 * after)), moment: untilGone };
      default:
        return inside({ at: kind, after, of: [] });
    }
  }
}
