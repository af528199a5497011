/** Command lines of strace, which makes a call to the system fail, or the process die in it. Linux only. */
import { spawnSync } from 'node:child_process';

const synced = 'fsync,fdatasync';
const quiet = ['strace', '-qq'];

/** Whether strace is there and may be used. */
export function straceWorks(): boolean {
  return spawnSync('strace', ['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', 'true']).status === 0;
}

/** The process dies as it asks for the `count`-th sync, before that is done. Only its main thread, where SQLite works. */
export function killedAtSync(count: number): string[] {
  const inject = `inject=${synced}:signal=SIGKILL:when=${count}`;
  return [...quiet, '-o', '/dev/null', '-e', `trace=${synced}`, '-e', inject];
}

/** Calls to the system that fail: the `from`-th, and each `every`-th after it; what was injected is noted in `log`. */
export interface Failing {
  call: 'sync' | 'write';
  error: 'EIO' | 'ENOSPC';
  from: number;
  every: number;
}

export function failingCalls({ call, error, from, every }: Failing, log: string): string[] {
  const calls = call === 'sync' ? synced : 'pwrite64';
  const inject = `inject=${calls}:error=${error}:when=${from}+${every}`;
  return [...quiet, '-f', '--seccomp-bpf', '-o', log, '-e', `trace=${calls}`, '-e', inject];
}
