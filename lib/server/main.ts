/** The program: configuration, application, guard and Next.js in one process. Bundled to dist/server.mjs. */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import createNext from 'next';
import { openKeychain } from '#lib/adapters/keychain';
import { readConfig } from '#lib/config';
import { composeApp } from '#lib/server/compose';
import { prepareDataFolder } from '#lib/server/folder/data-folder';
import { homeFolder } from '#lib/server/folder/home-folder';
import type { Handler } from '#lib/server/front/serve';
import { launchTerminal } from '#lib/server/launch/launch-terminal';
import { browserExpected, openBrowser, removeLeftFiles } from '#lib/server/launch/open-browser';
import { withPackedFiles } from '#lib/server/packed-files';
import { giveUp, logTo, say, startProgram } from '#lib/server/program';
import manifest from '../../package.json' with { type: 'json' };

/** The compressed files of the build, beside dist/server.mjs. */
const packedFiles = fileURLToPath(new URL('./packed', import.meta.url));

/** The folder of the program, seen from dist/server.mjs. */
const root = fileURLToPath(new URL('..', import.meta.url));

/** The program of the thread for rosters' files, beside dist/server.mjs. */
const rosterWorker = new URL('./roster-worker.mjs', import.meta.url);

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
  const read = readConfig({ ...environment, ATLASSIAN_ORG_API_KEY: apiKey }, process.platform, homeFolder());
  if (!read.ok) return giveUp(2, read.problems);
  const prepared = await prepareDataFolder(read.config.dataDir);
  if (!prepared.ok) return giveUp(2, [prepared]);
  const { logs } = read.config;
  const { folder } = prepared;
  const config = { ...read.config, dataDir: folder, rosterWorker, readsAhead: true, ...(logs && { logTo }) };
  const composed = await composeApp({
    ...config,
    version: manifest.version,
    watch: true,
    keychain: await openKeychain(config.apiUrl),
  });
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

  const problem = await startProgram({
    version: manifest.version,
    terminal,
    front: { port: config.port, manyLinks: config.manyLinks },
    pages: builtPages,
    notices: prepared.warnings,
  });
  if (problem) giveUp(1, [problem]);
}

/** The pages of the production build. */
async function builtPages(port: number): Promise<Handler> {
  const next = createNext({
    dev: false,
    dir: root,
    hostname: 'localhost',
    port,
    // Next adds an `upgrade` listener to this server, which never listens.
    httpServer: createServer(),
  });
  await withoutChatter(() => next.prepare());
  return withPackedFiles(packedFiles, next.getRequestHandler());
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
