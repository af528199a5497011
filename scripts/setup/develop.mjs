/** Runs the server of development mode, and restarts it when one of its sources changes. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleOptions, workerEntries } from './build.mjs';
import { say } from './failure.mjs';
import { inRoot, root } from './place.mjs';

const server = inRoot('dist', 'dev', 'server.mjs');

/** Time between two checks whether npm still runs, in ms. npm's shell does not pass a `kill` on. */
const orphanPollMs = 500;

/** Variables of the environment that development mode ignores, and why. */
const ignored = {
  ATLASSIAN_ORG_API_KEY: 'only demo and test keys are used, and they are typed',
  ATLASSIAN_ORG_ID: 'the demo organisation is connected',
  LOCKSTEP_DATA_DIR: 'the data is in a temporary folder',
};

/** A line for each variable that is set and ignored. The value is never part of it. */
export function wordsOnIgnored(environment) {
  return Object.entries(ignored)
    .filter(([name]) => environment[name])
    .map(([name, why]) => `${name} is ignored in development: ${why}.`);
}

/** Runs development mode until a signal arrives. The data folder survives restarts, and is removed at the end. */
export async function develop(apiKey) {
  for (const line of wordsOnIgnored({ ...process.env, ATLASSIAN_ORG_API_KEY: apiKey })) say(line);
  const { context } = await import('esbuild');
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-dev-'));
  const child = newChild(folder);
  const bundling = await context({
    ...bundleOptions,
    entryPoints: { server: 'lib/server/dev/main.ts', ...workerEntries },
    outdir: 'dist/dev',
    logLevel: 'warning',
    plugins: [{ name: 'start-again', setup: (build) => build.onEnd(whenBuilt(child)) }],
  });
  await bundling.watch();
  await Promise.race([signalled(), child.failed]);
  await child.stop();
  await bundling.dispose();
  rmSync(folder, { recursive: true, force: true });
  process.exit();
}

/** Restarts the server after a build without errors. Errors are printed by esbuild, and the server stays as it is. */
function whenBuilt(child) {
  return async ({ errors }) => {
    if (errors.length === 0) await child.startAgain();
  };
}

/** The server process: at most one at a time, always on the port that the first one got. */
function newChild(folder) {
  const { NODE_ENV: _other, ...inherited } = process.env;
  const env = {
    ...inherited,
    NODE_ENV: 'development',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_IGNORE_INCORRECT_LOCKFILE: '1',
  };
  let running = null;
  let isReady = false;
  let fail;
  const failed = new Promise((resolve) => {
    fail = resolve;
  });

  function start() {
    const child = fork(server, [folder], { cwd: root, env });
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.on('message', ({ port }) => {
      env.PORT = String(port);
      isReady = true;
    });
    child.once('close', (code) => {
      if (running?.child !== child) return;
      running = null;
      if (isReady) return say('The server has ended. It restarts when a source changes.');
      process.exitCode = code ?? 1;
      fail();
    });
    running = { child, ended };
  }

  async function stop() {
    const last = running;
    running = null;
    last?.child.kill();
    await last?.ended;
  }

  return {
    failed,
    stop,
    async startAgain() {
      if (running) say('A source of the server has changed: restarting.');
      await stop();
      start();
    },
  };
}

/** Resolves when the process is asked to end. */
function signalled() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, resolve);
    const parent = process.ppid;
    const look = () => process.env.npm_lifecycle_event && process.ppid !== parent && resolve();
    setInterval(look, orphanPollMs).unref();
  });
}
