/** Plays one run during which the disk fails repeatedly, and judges it at its end. */
import { setTimeout } from 'node:timers/promises';
import type { Random } from '#lib/demo/seeded-random';
import { beginRun } from '#test/kill/begin-run';
import { type DiskFaultKind, diskFault } from '#test/kill/disk-faults';
import { callsUnderWay } from '#test/kill/journal-on-disk';
import { judge, type Verdict } from '#test/kill/judge';
import { wholeLife } from '#test/kill/life';
import { anyMoment, standstill } from '#test/kill/moments';
import { refusedToStart } from '#test/kill/orders';
import { type Folder, startWorker } from '#test/kill/worker-process';

interface DiskPlay extends Verdict {
  faults: number;
  /** Kills after a fault. */
  kills: number;
}

interface Parts {
  kind: DiskFaultKind;
  concurrency: number;
  /** Maximum number of lives with a fault. */
  most: number;
  random: Random;
  timeoutMs: number;
}

/** Continues the run in the folder with faults of one kind, then without faults to its end. */
export async function playDisk(folder: Folder, parts: Parts): Promise<DiskPlay> {
  const { organisation, dataDir } = folder;
  const begun = await beginRun(organisation, dataDir, parts.concurrency);
  const play: DiskPlay = { faults: 0, kills: 0, violations: [], called: 0, unsent: 0 };
  organisation.setFaults({ latencyMs: 1, jitterMs: 2 });
  let over = false;
  for (let lived = 0; !over && lived < parts.most; lived += 1) {
    const found = await faultyLife(folder, parts);
    play.faults += found.faults;
    if (found.killed) play.kills += 1;
    if (found.violation !== null) return { ...play, violations: [found.violation] };
    over = found.over;
    const underWay = callsUnderWay(dataDir);
    if (underWay > parts.concurrency) {
      return {
        ...play,
        violations: [`${underWay} calls were under way with a concurrency of ${parts.concurrency}.`],
      };
    }
  }
  organisation.setFaults({ latencyMs: 0, jitterMs: 0 });
  if (!over) {
    const last = await wholeLife(startWorker(folder), standstill(organisation, parts.timeoutMs));
    if (last === 'killed' || last === 'stands-still' || last.code !== 0) {
      const how = typeof last === 'string' ? last : `code ${last.code}: ${last.errors}`;
      return { ...play, violations: [`With room on the disk the run did not end: ${how}`] };
    }
  }
  return { ...play, ...(await judge(organisation, dataDir, begun)) };
}

interface FaultyLife {
  faults: number;
  killed: boolean;
  over: boolean;
  violation: string | null;
}

/** Maximum number of faults in one life. */
const mostInALife = 10;

/**
 * Faults after which a life ends in any case: a disk that fails at a fixed interval can fail at the same step of every
 * attempt, endlessly.
 */
const lastFault = 100;

/** One life with faults. It reads the worker's messages, and resumes the run once there is space. */
async function faultyLife(folder: Folder, { kind, random, timeoutMs }: Parts): Promise<FaultyLife> {
  const { organisation, dataDir } = folder;
  const fault = diskFault(kind, dataDir, random);
  /** The number of faults after which the process is killed. */
  const killedAfter = random.below(3) === 0 ? 1 + random.below(4) : lastFault;
  const callsBefore = callsOf(folder);
  const worker = startWorker(folder, null, fault.around);
  const result: FaultyLife = { faults: 0, killed: false, over: false, violation: null };
  const stuck = standstill(
    organisation,
    timeoutMs,
  )(worker.gone).then(() => {
    if (worker.gone.aborted) return;
    result.violation ??= 'The run stands still.';
    worker.kill();
  });
  const strikeLater = () => {
    const requests = random.below(40);
    void anyMoment(
      organisation,
      requests,
      0,
    )(worker.gone).then(() => {
      if (!worker.gone.aborted) fault.strike(worker.pid() ?? 0);
    });
  };
  if (fault.waits) strikeLater();
  /** Whether the fault was already reported and is still present. */
  let told = false;
  /** Whether the fault was ended since. */
  let ended = false;
  for (let said = await worker.next(); said !== null; said = await worker.next()) {
    if (said.type === 'not-opened') result.faults += 1;
    if (said.type === 'resume' && said.code === null) {
      told = false;
      if (ended && result.faults < mostInALife) strikeLater();
      ended = false;
    }
    if (said.type === 'resume' && said.code !== null) await setTimeout(5);
    if (said.type !== 'failure') continue;
    if (!told) result.faults += 1;
    const again = told;
    told = true;
    // Long enough for a forbidden call to arrive.
    await setTimeout(10);
    const calls = callsOf(folder) - callsBefore;
    if (calls > said.sent) result.violation ??= `${calls} calls arrived, ${said.sent} before the failure.`;
    if (said.message === '') result.violation ??= 'Nothing is said of the failure.';
    // Every second time, it is tried while the disk still fails.
    if (again || random.below(2) === 0) ended = fault.end(worker.pid() ?? 0);
    if (result.faults === killedAfter || (again && !ended)) {
      result.killed = true;
      worker.kill();
      break;
    }
    worker.resume();
  }
  const { code, signal, errors } = await worker.ended;
  await stuck;
  if (fault.waits) fault.end(0);
  if (result.faults === 0 && fault.happened()) result.faults = 1;
  result.over = code === 0;
  const expected = result.killed || code === 0 || code === refusedToStart;
  if (!expected) result.violation ??= `It ended with ${code ?? signal}: ${errors}`;
  return result;
}

function callsOf({ organisation }: Folder): number {
  return organisation.ledger().filter((entry) => entry.operation === 'lifecycle.disable').length;
}
