/** Opens the page at the start. The link is also printed to the terminal. */
import { spawn } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { thrownCode } from '#lib/domain/text/thrown';
import type { Links } from '#lib/server/front/front';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a browser would appear in front of the person who started the program. */
export function browserExpected(
  environment: Environment,
  platform: NodeJS.Platform,
  terminal: boolean,
): boolean {
  if (environment.CI || !terminal) return false;
  if (platform !== 'linux') return !environment.SSH_CONNECTION;
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/** The program that opens a file in the user's browser. */
export function openCommand(file: string, platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === 'darwin') return ['open', file];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', file];
  return ['xdg-open', file];
}

/**
 * Opens a link in the browser through a private file that redirects to it, since every user of the machine can read
 * command lines. Returns a function that deletes the file. If there is no browser, nothing happens. The browser gets
 * this `environment`: Next adds the content of `.env` files to ours.
 */
export function openBrowser(links: Links, folder: string, environment: Environment): () => void {
  const file = path.join(folder, `open-lockstep-${process.pid}.html`);
  const forget = () => rmSync(file, { force: true });
  try {
    forget();
    writeFileSync(file, movingOn(links), { mode: 0o600, flag: 'wx' });
  } catch {
    return forget;
  }
  const [command, ...options] = openCommand(file, process.platform);
  const child = spawn(command, options, {
    detached: true,
    stdio: 'ignore',
    env: { ...environment } as NodeJS.ProcessEnv,
  });
  child.on('error', () => undefined);
  child.unref();
  return forget;
}

/** Deletes such files of processes that ended: a killed one could not delete its own. */
export function removeLeftFiles(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^open-lockstep-(\d+)\.html$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(path.join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (problem) {
    return thrownCode(problem) === 'EPERM';
  }
}

/**
 * A page that redirects without leaving an entry in the history. Safari cannot resolve names under localhost, so it
 * goes to the second link. The links contain no character that needs escaping.
 */
function movingOn({ named, plain }: Links): string {
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Lockstep</title>
<script>
const isSafari = /Safari/.test(navigator.userAgent) && !/Chrom|Android/.test(navigator.userAgent);
location.replace(isSafari ? '${plain}' : '${named}');
</script>
<noscript><meta http-equiv="refresh" content="0;url=${named}"></noscript></head>
<body><a href="${named}">Open Lockstep</a> · <a href="${plain}">in Safari</a></body></html>
`;
}
