/** The program: configuration, application, guard and Next.js in one process. Bundled to dist/server.mjs. */
import { createServer } from 'node:http';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import createNext from 'next';
import { openKeychain } from '#lib/adapters/keychain';
import { type ConfigProblem, readConfig } from '#lib/config';
import { app } from '#lib/server/app';
import { composeApp } from '#lib/server/compose';
import { prepareDataFolder } from '#lib/server/folder/data-folder';
import { startFront } from '#lib/server/front/front';
import type { Handler } from '#lib/server/front/serve';
import { onEnter } from '#lib/server/launch/enter-key';
import { launchTerminal } from '#lib/server/launch/launch-terminal';
import { onlyReading } from '#lib/server/launch/only-reading';
import { browserExpected, openBrowser, removeLeftFiles } from '#lib/server/launch/open-browser';
import { stopOnSignal } from '#lib/server/launch/stop-on-signal';
import { watchRuns } from '#lib/server/watchdog';
import manifest from '../../package.json' with { type: 'json' };

/** The folder of the program, seen from dist/server.mjs. */
const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Starts Lockstep. An obstacle is explained; the exit code is 2 for the configuration, else 1. `apiKey` is the key from
 * the environment. It was removed from there, since a browser would inherit it.
 */
export async function main(apiKey: string | undefined): Promise<void> {
  // Everything written from here on is readable only by the user who started the program.
  process.umask(0o077);
  // Switches off Next.js's telemetry: nothing phones home.
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  const environment = { ...process.env };
  const read = readConfig({ ...environment, ATLASSIAN_ORG_API_KEY: apiKey }, process.platform, home());
  if (!read.ok) return giveUp(2, read.problems);
  const prepared = await prepareDataFolder(read.config.dataDir);
  if (!prepared.ok) return giveUp(2, [prepared]);
  const config = { ...read.config, dataDir: prepared.folder };
  const composed = await composeApp(
    config,
    manifest.version,
    undefined,
    true,
    await openKeychain(config.apiUrl),
  );
  if (!composed.ok) return giveUp(1, [composed]);

  removeLeftFiles(config.dataDir);
  const expected = browserExpected(environment, process.platform, process.stdout.isTTY === true);
  const opens = config.openBrowser === 'always' || (config.openBrowser === 'auto' && expected);
  const terminal = launchTerminal({
    say: (line) => say(process.stdout, line),
    later: (work, ms) => setTimeout(work, ms).unref(),
    many: config.manyLinks,
    hasKeys: process.stdin.isTTY === true,
    open: opens ? (links) => openBrowser(links, config.dataDir, environment) : null,
  });

  // Before Next is ready, nobody knows the link, so no request gets this far.
  let handler: Handler = (_request, response) => response.destroy();
  const started = await startFront({
    port: config.port,
    handler: (request, response) => handler(request, response),
    version: manifest.version,
    manyLinks: config.manyLinks,
    letIn: terminal.letIn,
    signedOut: terminal.replaced,
    report: (problem) =>
      say(
        process.stderr,
        `lockstep: ${app().redact(String(problem instanceof Error ? problem.message : problem))}`,
      ),
  });
  if (!started.ok) {
    await composed.app.close();
    return giveUp(1, [started]);
  }
  const { front } = started;
  // A crash prints its cause, with the key redacted.
  process.on('uncaughtException', (problem) => {
    say(process.stderr, `lockstep: ${app().redact(problem.stack ?? String(problem))}`);
    process.exit(1);
  });
  const endWatch = watchRuns(
    () => app().engine.runs.standingStill(),
    (line) => say(process.stderr, `lockstep: ${line}`),
  );
  stopOnSignal(async () => {
    endWatch();
    terminal.close();
    await Promise.all([front.close(), app().close()]);
  });
  const next = createNext({
    dev: false,
    dir: root,
    hostname: 'localhost',
    port: front.port,
    // Next adds an `upgrade` listener to this server, which never listens.
    httpServer: createServer(),
  });
  await withoutChatter(() => next.prepare());
  handler = composed.app.watching ? onlyReading(next.getRequestHandler()) : next.getRequestHandler();

  if (config.port !== 0 && front.port !== config.port) {
    say(process.stdout, `Port ${config.port} is taken; using ${front.port}.`);
  }
  if (composed.app.watching) {
    say(process.stdout, `Another Lockstep works in ${config.dataDir}: this one can only watch.`);
  }
  for (const warning of prepared.warnings) say(process.stderr, warning);
  for (const { message, hint } of composed.app.storageNotices()) {
    say(process.stderr, `${message}\n  ${hint}`);
  }
  terminal.ready(front.links());
  onEnter(() => terminal.replaced(front.renewLinks()));
}

/** Suppresses Next's message about its configuration time. Errors are still printed. */
async function withoutChatter(work: () => Promise<void>): Promise<void> {
  const { log } = console;
  console.log = () => undefined;
  try {
    await work();
  } finally {
    console.log = log;
  }
}

/** The user's home folder; '' if the system has none. */
function home(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}

function giveUp(code: number, problems: Pick<ConfigProblem, 'message' | 'hint'>[]): void {
  for (const { message, hint } of problems) say(process.stderr, `${message}\n  ${hint}`);
  process.exitCode = code;
}

function say(stream: NodeJS.WriteStream, line: string): void {
  stream.write(`${line}\n`);
}
