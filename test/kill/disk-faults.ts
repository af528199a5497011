/** The ways in which the disk fails during a worker's work. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Random } from '#lib/demo/seeded-random';
import { thrownCode } from '#lib/domain/text/thrown';
import { type Failing, failingCalls, straceWorks } from '#test/kill/strace';

export const diskFaultKinds = ['full', 'file-limit', 'sync-fails', 'write-fails'] as const;
export type DiskFaultKind = (typeof diskFaultKinds)[number];

export const diskFaultLabels: Record<DiskFaultKind, string> = {
  full: 'file system full',
  'file-limit': 'file size limit',
  'sync-fails': 'fsync failed',
  'write-fails': 'write failed',
};

/** The size of the small file system, in bytes: more than a run of a few hundred users needs. */
const smallBytes = 24 * 1_024 * 1_024;

/** A fault during one life of a worker. It can occur several times. */
interface DiskFault {
  /** The command line of the program that starts the worker; empty for none. */
  around: string[];
  /** Whether even the first fault needs `strike`. Otherwise faults occur by themselves. */
  waits: boolean;
  /** Causes the fault in the worker with this process ID, at once or a few writes later. */
  strike(pid: number): void;
  /** Ends the fault while the worker lives; false if that is impossible. */
  end(pid: number): boolean;
  /** Whether the fault occurred, if the program did not report it. */
  happened(): boolean;
}

/** The kinds of faults that this computer can cause, and why it cannot cause the others. */
export function availableFaults(): { kinds: DiskFaultKind[]; missing: string[] } {
  const strace = straceWorks();
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  const windows = process.platform === 'win32';
  const possible: Record<DiskFaultKind, string | null> = {
    full: root ? null : 'a file system can be mounted on Linux and as root only',
    'file-limit': windows ? 'there is no ulimit' : null,
    'sync-fails': strace ? null : 'strace is not there, or may not be used',
    'write-fails': strace ? null : 'strace is not there, or may not be used',
  };
  return {
    kinds: diskFaultKinds.filter((kind) => possible[kind] === null),
    missing: diskFaultKinds.flatMap((kind) =>
      possible[kind] === null ? [] : `${diskFaultLabels[kind]}: ${possible[kind]}`,
    ),
  };
}

/** Mounts a small file system at an empty folder; false if the system refuses. */
export function mountSmall(folder: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${smallBytes}`, 'tmpfs', folder]).status === 0;
}

export function unmount(folder: string): void {
  spawnSync('umount', ['-l', folder]);
}

/** Prepares a fault of this kind for a worker on `dataDir`; `random` makes the choices. */
export function diskFault(kind: DiskFaultKind, dataDir: string, random: Random): DiskFault {
  switch (kind) {
    case 'full':
      return fullDisk(path.join(dataDir, 'ballast'));
    case 'file-limit':
      return fileLimit(path.join(dataDir, 'lockstep.db-wal'), random);
    case 'sync-fails':
      return failingCall(dataDir, { call: 'sync', error: 'EIO', from: 4 + random.below(40) }, random);
    case 'write-fails': {
      const error = random.pick(['EIO', 'ENOSPC']);
      return failingCall(dataDir, { call: 'write', error, from: 8 + random.below(300) }, random);
    }
  }
}

function fullDisk(ballast: string): DiskFault {
  return {
    around: [],
    waits: true,
    strike: () => fill(ballast),
    end() {
      rmSync(ballast, { force: true });
      return true;
    },
    happened: () => false,
  };
}

/** Writes until not one more byte fits. */
function fill(file: string): void {
  const descriptor = openSync(file, 'w');
  for (let chunk = Buffer.alloc(65_536); chunk.length > 0; ) {
    try {
      writeSync(descriptor, chunk);
    } catch (problem) {
      if (thrownCode(problem) !== 'ENOSPC') throw problem;
      chunk = chunk.subarray(0, Math.floor(chunk.length / 2));
    }
  }
  closeSync(descriptor);
}

/**
 * Slightly above the current size of the database's log. Node.js ignores the signal that the limit causes, so writing
 * fails with EFBIG. `ulimit` counts in 512 bytes. Without `prlimit`, the limit stays for the worker's life.
 */
function fileLimit(log: string, random: Random): DiskFault {
  const limit = (spare: number) => Math.max(sizeOf(log), 65_536) + random.below(spare);
  const set = (pid: number, soft: string) =>
    spawnSync('prlimit', ['--pid', String(pid), `--fsize=${soft}:unlimited`]).status === 0;
  return {
    around: ['sh', '-c', `ulimit -S -f ${Math.ceil(limit(500_000) / 512)}; exec "$@"`, 'sh'],
    waits: false,
    strike: (pid) => void set(pid, String(limit(200_000))),
    end: (pid) => set(pid, 'unlimited'),
    happened: () => false,
  };
}

function failingCall(
  dataDir: string,
  failing: Pick<Failing, 'call' | 'error' | 'from'>,
  random: Random,
): DiskFault {
  const log = `${dataDir}.strace`;
  const forEver = random.below(4) === 0;
  const every = failing.from + random.below(40);
  rmSync(log, { force: true });
  return {
    around: failingCalls({ ...failing, every: forEver ? 1 : every }, log),
    waits: false,
    // The fault recurs by itself.
    strike() {},
    end: () => !forEver,
    happened: () => existsSync(log) && readFileSync(log, 'utf8').includes('(INJECTED)'),
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
