/** Opening the page at the start; the link is on the screen all the same. */
import { spawn } from 'node:child_process';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a browser can be expected to appear in front of the person who started the program. */
export function browserExpected(
  environment: Environment,
  platform: NodeJS.Platform,
  terminal: boolean,
): boolean {
  if (environment.CI || !terminal) return false;
  if (platform !== 'linux') return !environment.SSH_CONNECTION;
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/** The program that opens an address in the browser of the user. */
export function openCommand(url: string, platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}

/** Starts it and forgets it: no browser is no fault. */
export function openBrowser(url: string): void {
  const [command, ...options] = openCommand(url, process.platform);
  const child = spawn(command, options, { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
