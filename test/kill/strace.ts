/** Command lines for strace, which makes a system call fail, or kills the process in it. Linux only. */
import { spawnSync } from 'node:child_process';

const synced = 'fsync,fdatasync';
const quiet = ['strace', '-qq'];

/** Whether strace is installed and allowed. */
export function straceWorks(): boolean {
  return spawnSync('strace', ['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', 'true']).status === 0;
}

/** Kills the process when it begins the `count`-th sync. Only in the main thread, where SQLite works. */
export function killedAtSync(count: number): string[] {
  const inject = `inject=${synced}:signal=SIGKILL:when=${count}`;
  return [...quiet, '-o', '/dev/null', '-e', `trace=${synced}`, '-e', inject];
}

/** System calls that fail: the `from`-th, and each `every`-th after it. They are noted in `log`. */
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
