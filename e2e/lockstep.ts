/** Starts the program as an admin would, on its own data folder, and stops or kills it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Lockstep {
  /** The printed launch link, and the second one, under plain localhost. */
  link: string;
  plainLink: string;
  origin: string;
  dataDir: string;
  /** Everything it printed so far. */
  output(): string;
  /** Stops reading what it prints. */
  closeOutput(): void;
  /** Ctrl-C; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Kills the program as a power cut would. */
  kill(): Promise<void>;
}

/** A new data folder, by the path that the program uses: without links above it. */
export async function newDataDir(): Promise<string> {
  return mkdtemp(path.join(await realpath(tmpdir()), 'lockstep-e2e-'));
}

/** Removes a data folder. */
export function removeDataDir(dataDir: string): Promise<void> {
  return rm(dataDir, { recursive: true, force: true });
}

/** Runs the launcher of `npm start`. Resolves when it is ready; rejects with its output if it ends before. */
export async function startLockstep(
  dataDir: string,
  environment: Record<string, string> = {},
): Promise<Lockstep> {
  // The tests must not use the connection of the person who runs them.
  const none = {
    ATLASSIAN_API_URL: undefined,
    ATLASSIAN_ORG_API_KEY: undefined,
    ATLASSIAN_ORG_ID: undefined,
  };
  const own = { PORT: '0', LOCKSTEP_OPEN: '0', LOCKSTEP_DEMO: 'quick', LOCKSTEP_DATA_DIR: dataDir };
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, ...none, ...own, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stderr.on('data', (text: Buffer) => {
    printed += text.toString();
  });
  const [link, plainLink] = await new Promise<[string, string]>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      printed += text.toString();
      const [, named, plain] = /Lockstep is ready: (\S+)\n.*scripts: (\S+)\n/.exec(printed) ?? [];
      if (named && plain) resolve([named, plain]);
    });
    child.once('exit', (code) => reject(new Error(`Lockstep ended with ${code}:\n${printed}`)));
  });
  return {
    link,
    plainLink,
    origin: new URL(link).origin,
    dataDir,
    output: () => printed,
    closeOutput() {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    async stop() {
      child.kill('SIGINT');
      return ended(child);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended(child);
    },
  };
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
