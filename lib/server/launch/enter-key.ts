/** Listens for Enter in the terminal. */
import { execFileSync } from 'node:child_process';

/**
 * Runs `work` at each Enter. A program in the background must not read from its terminal: the system would stop it
 * together with its runs. So it listens only while it is in the foreground.
 */
export function onEnter(work: () => void): void {
  const { stdin } = process;
  if (!stdin.isTTY) return;
  const listen = () => (isInForeground() ? stdin.resume() : stdin.pause());
  stdin.on('data', (text) => {
    if (text.includes('\n')) work();
  });
  stdin.on('error', () => stdin.pause());
  process.on('SIGCONT', listen);
  listen();
}

/** Whether this process has the terminal now, according to `ps`. A system without `ps` has no such rule. */
function isInForeground(): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(process.pid)], { stdio: 'pipe' });
    return state.includes('+');
  } catch {
    return process.platform === 'win32';
  }
}
