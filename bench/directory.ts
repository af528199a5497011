/**
 * Measures the directory at its real size: 150,000 accounts that both lists have, and a roster of 100,000 of them. The
 * lists come from memory, one page at a time, so the figures are those of Lockstep alone.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directoryFiles } from '#lib/adapters/sqlite/directory/directory-files';
import { systemClock } from '#lib/adapters/system-clock';
import type {
  AccountsPage,
  DirectoryUser,
  ManagedAccount,
  UsersPage,
  WorkspacesPage,
} from '#lib/engine/atlassian-shapes';
import { type Sweep, sweepAccounts, sweepUsers } from '#lib/engine/directory/sweep';
import type { Result } from '#lib/engine/errors';
import type { Atlassian } from '#lib/engine/ports';
import { composeApp } from '#lib/server/compose';
import { inChunks } from './in-chunks';
import { longestSlice, longestWait } from './longest-wait';

const accounts = 150_000;
const users = 100_000;
const pageSize = 100;
const apiUrl = 'http://127.0.0.1:1';
const organisationId = '5f2e1c9a-7b43-4a7e-9d55-1f0c6f3f9a11';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const well = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const collect = (globalThis as { gc?: () => void }).gc ?? (() => undefined);
const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(0)} MB`;
const resident = (): number => {
  collect();
  return process.memoryUsage().rss;
};

/** Scatters the accounts over all account IDs, as real ones are. */
const scattered = (at: number): string => ((Math.imul(at, 2_654_435_761) >>> 0) + at / 1e6).toString(16);
const hex = (at: number): string => scattered(at).replace('.', '').padEnd(12, '0').slice(0, 12);
const idOf = (at: number): string =>
  `712020:${hex(at).slice(0, 8)}-52cd-4f61-8a3b-${String(at).padStart(12, '0')}`;
const nameOf = (at: number): string => `Alexandra Person ${at}`;
const emailOf = (at: number): string => `alexandra.person.${at}@dept-${at % 40}.example.com`;
const dayOf = (at: number): string =>
  new Date(Date.UTC(2026, at % 11, (at % 27) + 1, 10, 11, 12)).toISOString().replace('.000Z', '.354230769Z');

const siteOf = (at: number, key: string): string => `ari:cloud:${key}::site/${at % 5}`;

function listed(at: number): ManagedAccount {
  const site = `https://example-${at % 5}.atlassian.net`;
  return {
    accountId: idOf(at),
    type: 'atlassian',
    billable: at % 4 !== 0,
    status: at % 9 === 0 ? 'inactive' : 'active',
    name: nameOf(at),
    email: emailOf(at),
    lastActive: at % 13 === 0 ? null : dayOf(at),
    products: [
      { key: 'jira-software', name: 'Jira', url: site, lastActive: dayOf(at) },
      { key: 'confluence', name: 'Confluence', url: site, lastActive: dayOf(at + 1) },
      { key: 'jira-servicedesk', name: 'Jira Service Management', url: site, lastActive: null },
    ],
  };
}

function found(at: number): DirectoryUser {
  return {
    accountId: idOf(at),
    accountType: 'atlassian',
    status: 'active',
    groups: [],
    productAccess: [
      { key: 'jira', id: siteOf(at, 'jira'), lastActive: dayOf(at) },
      { key: 'confluence', id: siteOf(at, 'confluence'), lastActive: dayOf(at + 1) },
    ],
    accountStatus: at % 9 === 0 ? 'inactive' : 'active',
    claimStatus: 'managed',
    managementSource: at % 3 === 0 ? 'synced' : 'manual',
    name: nameOf(at),
    email: emailOf(at),
    platformRoles: [],
  };
}

function* pages<T>(make: (at: number) => T): Generator<T[]> {
  for (let from = 0; from < accounts; from += pageSize) {
    yield Array.from({ length: Math.min(pageSize, accounts - from) }, (_, at) => make(from + at));
  }
}

/** Atlassian's two lists, each page after a turn of the event loop, as one from the network is. */
const lists = {
  async *managedAccounts(): AsyncGenerator<{ ok: true; value: AccountsPage }> {
    for (const page of pages(listed)) {
      await new Promise((resolve) => setImmediate(resolve));
      yield { ok: true, value: { accounts: page, total: accounts, next: null } };
    }
  },
  async *searchUsers(): AsyncGenerator<{ ok: true; value: UsersPage }> {
    for (const page of pages(found)) {
      await new Promise((resolve) => setImmediate(resolve));
      yield { ok: true, value: { users: page, next: null } };
    }
  },
  async *workspaces(): AsyncGenerator<{ ok: true; value: WorkspacesPage }> {
    const workspaces = Array.from({ length: 5 }, (_, at) => ({
      id: siteOf(at, 'confluence'),
      url: `https://example-${at}.atlassian.net`,
    }));
    yield { ok: true, value: { workspaces, next: null } };
  },
} as unknown as Atlassian;

function* rosterFile(): Generator<string> {
  yield 'User id,User name,email,User status\n';
  for (let at = 0; at < users; at += 1) yield `${idOf(at)},${nameOf(at)},${emailOf(at)},Active\n`;
}

async function sizeOfDirectory(folder: string): Promise<number> {
  const files = (await readdir(folder)).filter((name) => name.startsWith('directory-'));
  return files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

async function measure(what: string, work: () => unknown): Promise<void> {
  const began = performance.now();
  const cpu = process.cpuUsage();
  let slice = 0;
  const longest = await longestWait(async () => {
    slice = await longestSlice(work);
  });
  const { user, system } = process.cpuUsage(cpu);
  say(
    `${what}: ${Math.round(performance.now() - began)} ms (${Math.round((user + system) / 1_000)} ms of processor time); everything else waited ${Math.round(longest)} ms at most (${Math.round(slice)} ms of processor time)`,
  );
}

/** Work that only waits for 10 s: it shows the delays that other programs of this machine cause. */
function nothing(): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, 10_000));
}

async function sweepBoth(folder: string): Promise<void> {
  const files = directoryFiles(folder);
  const sweep: Sweep = {
    atlassian: lists,
    organisationId,
    store: files.of({ api: apiUrl, organisationId }),
    clock: systemClock(),
    signal: new AbortController().signal,
    random: () => 0,
    waiting: () => undefined,
    progress: () => undefined,
  };
  const before = resident();
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 50);
  await measure('nothing', nothing);
  await measure('sweep of the managed accounts', () => sweepAccounts(sweep));
  await measure('sweep of the search', () => sweepUsers(sweep, false));
  clearInterval(look);
  const after = resident();
  say(`resident memory: ${megabytes(before)} before, ${megabytes(most)} at most, ${megabytes(after)} after`);
  files.close();
}

const folder = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'lockstep-directory-'));
try {
  await sweepBoth(folder);
  say(`size of the file: ${megabytes(await sizeOfDirectory(folder))}`);
  const config = {
    dataDir: folder,
    apiUrl,
    apiKey: `ATCTT3xFfGN0${'k7Qz'.repeat(44)}=1A2B3C4D`,
    organisationId,
  };
  const composed = await composeApp({ ...config, version: 'bench' });
  if (!composed.ok) throw new Error(composed.message);
  const { engine } = composed.app;
  try {
    const roster = well(
      await engine.rosters.upload(inChunks(rosterFile()), { name: 'users.csv', writtenAt: 1 }),
    );
    await measure('roster of 100,000 alone, into memory', () => engine.rosters.people(roster.id, []));
    await measure('joined with a roster of 100,000', () => engine.preflight.knownInPieces(roster.id));
    await measure('joined again', () => engine.preflight.knownInPieces(roster.id));
    await measure('review of the roster', () => engine.rosters.review(roster.id));
    say(`resident memory with the join: ${megabytes(resident())}`);
    await measure('roster of the organisation', async () => well(await engine.organisation.makeRoster()));
    await measure('deleting what is old', () => engine.retention.sweep());
  } finally {
    await composed.app.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
