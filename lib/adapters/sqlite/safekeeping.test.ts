/** Tests the note beside the database, the checkpoints and the check of the files, with real files. */
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { databaseName, type OpenedDatabase, openDatabase } from '#lib/adapters/sqlite/database';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { missingFrom, noteName, noteOf, readNote } from '#lib/adapters/sqlite/folder-note';
import { protectionStore } from '#lib/adapters/sqlite/stores/protection-store';
import { retentionStore } from '#lib/adapters/sqlite/stores/retention-store';
import { ruleStore } from '#lib/adapters/sqlite/stores/rule-store';
import { runStore } from '#lib/adapters/sqlite/stores/run-store';
import type { RunEvent } from '#lib/domain/run/events';
import { atOnce } from '#lib/domain/text/pieces';
import { checkAll } from '#lib/server/check-journal';
import { isWindows } from '#test/able';
import { samplePlan } from '#test/samples/run';
import { savePlan, unsealedPlan } from '#test/save-plan';
import { temporaryFolder } from '#test/temporary-folder';

type Opened = Extract<OpenedDatabase, { ok: true }>;

const folder = temporaryFolder('lockstep-safe-');
const copy = temporaryFolder('lockstep-copy-');
let opened: Opened;

function open(): void {
  const result = openDatabase(folder.path);
  if (!result.ok) throw new Error(result.message);
  opened = result;
}

beforeEach(() => {
  folder.make();
  copy.make();
  open();
});
afterEach(() => {
  vi.useRealTimers();
  opened.close();
  folder.remove();
  copy.remove();
});

const file = (name = databaseName) => path.join(folder.path, name);
const runs = () => runStore(opened.database, opened.safe);
const protections = () => protectionStore(opened.database, opened.safe);
const note = () => {
  const read = readNote(folder.path);
  if (!read.ok) throw new Error(read.why);
  return read.note;
};
const said = () => opened.safe.notices().map(({ message }) => message);

const intended: RunEvent = { type: 'intended', position: 0, attempt: 1, before: 'active' };
const ended: RunEvent = { type: 'ended', how: 'completed', code: null, message: '', hint: '' };

function begin(id: string): void {
  const plan = unsealedPlan(`plan-${id}`, 2);
  savePlan(runs(), plan, samplePlan(2));
  runs().createRun({ id, planId: plan.id, createdAt: 0 });
  append(id, { type: 'started', total: 2, planDigest: '' });
}

function append(id: string, ...events: RunEvent[]): void {
  expect(runs().append(id, events, 1)).toMatchObject({ ok: true });
}

function protect(accountId: string): void {
  protections().put([{ accountId, name: 'N', email: '', source: 'admin', reason: 'Because', createdAt: 1 }]);
}

/** The content of the database file without its log. */
function alone<T>(ask: (database: InstanceType<typeof Sqlite>) => T): T {
  cpSync(file(), path.join(copy.path, databaseName));
  const database = new Sqlite(path.join(copy.path, databaseName));
  try {
    return ask(database);
  } finally {
    database.close();
    rmSync(path.join(copy.path, databaseName));
  }
}

/** The folder as a process that is killed now leaves it; then changed, and opened again. */
function killedAnd(change: () => void): void {
  for (const name of readdirSync(folder.path)) cpSync(file(name), path.join(copy.path, name));
  opened.close();
  for (const name of readdirSync(copy.path)) cpSync(path.join(copy.path, name), file(name));
  change();
  open();
}

it('writes through the cache of the disk, and says how', () => {
  expect(opened.durability).toBe('journal_mode wal, synchronous 2, fullfsync 1, checkpoint_fullfsync 1');
});

describe('a checkpoint', () => {
  it('is made when a plan is sealed, somebody is protected or not any more, and a run begins and ends', () => {
    begin('a');
    expect(alone((database) => database.prepare('SELECT number FROM runs').pluck().all())).toEqual([1]);
    append('a', intended);
    append('a', ended);
    expect(alone((database) => database.prepare('SELECT max(seq) FROM journal').pluck().get())).toBe(3);
    const changes = () =>
      alone((database) => database.prepare('SELECT count(*) FROM protection_history').pluck().get());
    protect('someone');
    expect(changes()).toBe(1);
    protections().remove('someone', 'Left', 2);
    expect(changes()).toBe(2);
    const rule = { id: 'r', kind: 'name', pattern: 'svc-*', reason: 'Bots', createdAt: 3 } as const;
    const rules = ruleStore(opened.database, opened.safe);
    rules.add([{ rule, people: [] }]);
    expect(changes()).toBe(3);
    rules.remove(rule, 'Gone', 4);
    expect(changes()).toBe(4);
    expect(statSync(file(`${databaseName}-wal`)).size).toBe(0);
  });

  it('is left out while somebody reads, without an error and without waiting', () => {
    begin('a');
    const reader = new Sqlite(file(), { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT * FROM runs').all();
    append('a', intended, ended);
    expect(opened.safe.checkpoint()).toBe(false);
    expect(note()?.newest?.entries).toBe(3);
    expect(said()).toEqual([]);
    reader.exec('COMMIT');
    reader.close();
    expect(opened.safe.checkpoint()).toBe(true);
  });
});

describe('the note', () => {
  it('is for its owner alone, and has the highest run number and the last hash', () => {
    begin('a');
    append('a', intended, ended);
    const check = atOnce(runs().checkJournal('a'));
    if (!check.intact) throw new Error(check.why);
    const newest = { runId: 'a', number: 1, entries: 3, hash: check.head };
    expect(note()).toEqual({ highestRun: 1, newest, protectionChanges: 0 });
    expect(readdirSync(folder.path)).not.toContain(`${noteName}.new`);
    if (!isWindows) expect(statSync(file(noteName)).mode & 0o777).toBe(0o600);
  });

  it('is updated every 100 entries of a run, at most four times a second, and when a run is deleted', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    begin('a');
    append('a', ended);
    begin('b');
    append('b', ...Array.from({ length: 99 }, () => intended));
    expect(note()?.newest).toMatchObject({ runId: 'b', entries: 1 });
    vi.advanceTimersByTime(249);
    append('b', intended);
    expect(note()?.newest).toMatchObject({ runId: 'b', entries: 1 });
    vi.advanceTimersByTime(1);
    append('b', intended);
    expect(note()?.newest).toMatchObject({ runId: 'b', entries: 102 });
    vi.advanceTimersByTime(250);
    append('b', ...Array.from({ length: 99 }, () => intended));
    expect(note()?.newest).toMatchObject({ runId: 'b', entries: 102 });
    append('b', intended);
    expect(note()?.newest).toMatchObject({ runId: 'b', entries: 202 });
    retentionStore(opened.database, opened.safe, { hasAccount: () => false }).removeRun('b');
    expect(note()).toMatchObject({ highestRun: 2, newest: { runId: 'a', entries: 2 } });
    opened.close();
    open();
    expect(said()).toEqual([]);
  });

  it('is not missed in a folder of an earlier version', () => {
    begin('a');
    opened.close();
    rmSync(file(noteName));
    open();
    expect(said()).toEqual([]);
    expect(note()?.newest).toMatchObject({ runId: 'a', entries: 1 });
  });

  it.each([
    ['is no note', () => writeFileSync(file(noteName), '{"highestRun":"x"}')],
    ['is no JSON', () => writeFileSync(file(noteName), '{')],
    [
      'is a folder',
      () => {
        rmSync(file(noteName));
        mkdirSync(file(noteName));
      },
    ],
  ])('that %s locks nobody out, and is said', (_what, change) => {
    begin('a');
    opened.close();
    change();
    open();
    expect(said()[0]).toContain('cannot be read');
    expect(runs().runs()).toHaveLength(1);
  });

  it('that cannot be written is said as long as that is so, and is no error', () => {
    begin('a');
    mkdirSync(file(`${noteName}.new`));
    append('a', ended);
    expect(said()).toEqual([expect.stringContaining('could not be written')]);
    rmSync(file(`${noteName}.new`), { recursive: true });
    protect('someone');
    expect(said()).toEqual([]);
  });

  it('is behind the database where the process died between the two: that is no alarm', () => {
    begin('a');
    const before = readFileSync(file(noteName));
    append('a', intended, ended);
    begin('b');
    protect('someone');
    killedAnd(() => writeFileSync(file(noteName), before));
    expect(said()).toEqual([]);
    expect(note()).toMatchObject({ highestRun: 2, protectionChanges: 1 });
  });
});

describe('a database that is behind its note', () => {
  it('says which runs are missing, until the next is started, which gets a number of its own', () => {
    begin('a');
    append('a', ended);
    cpSync(file(), path.join(copy.path, 'old'));
    begin('b');
    append('b', ended);
    begin('c');
    append('c', ended);
    opened.close();
    cpSync(path.join(copy.path, 'old'), file());
    open();
    expect(said()).toEqual([expect.stringMatching(/older copy was put back\. Runs 2 to 3 are missing\.$/)]);
    expect(opened.safe.notices()[0]?.hint).toContain('lockstep.db-wal');
    expect(checkAll(file()).lines.at(-1)).toMatch(/NOT AS NOTED.*Runs 2 to 3 are missing/);
    protect('someone');
    opened.close();
    open();
    expect(said()[0]).toContain('Runs 2 to 3 are missing');
    begin('d');
    expect(runs().run('d')?.number).toBe(4);
    opened.close();
    open();
    expect(said()).toEqual([]);
    expect(checkAll(file()).lines.join()).not.toContain('NOT AS NOTED');
  });

  it('says that there was none at all', () => {
    begin('a');
    opened.close();
    rmSync(file());
    open();
    expect(said()).toEqual([expect.stringMatching(/was deleted or moved away\. Run 1 is missing\.$/)]);
  });

  it.each(['lost', 'cut', 'damaged'])('shows that its log was %s', (how) => {
    vi.useFakeTimers({ toFake: ['performance'] });
    begin('a');
    vi.advanceTimersByTime(250);
    append('a', ...Array.from({ length: 100 }, () => intended));
    const log = file(`${databaseName}-wal`);
    killedAnd(() => {
      rmSync(file(`${databaseName}-shm`));
      if (how === 'lost') rmSync(log);
      if (how === 'cut') truncateSync(log, 4_000);
      if (how === 'damaged') {
        const bytes = readFileSync(log);
        bytes.writeUInt8(bytes.readUInt8(60) ^ 1, 60);
        writeFileSync(log, bytes);
      }
    });
    expect(said()).toEqual([expect.stringMatching(/Run 1 had 101 entries, and its last ones are missing/)]);
    expect(atOnce(runs().checkJournal('a'))).toMatchObject({ intact: false, at: 2 });
    expect(checkAll(file())).toMatchObject({ intact: false });
  });

  it('shows that another journal has replaced it, and that changes to protections are missing', () => {
    begin('a');
    cpSync(file(), path.join(copy.path, 'old'));
    append('a', ended);
    protect('someone');
    opened.close();
    cpSync(path.join(copy.path, 'old'), file());
    const other = new Sqlite(file());
    other.pragma('foreign_keys = OFF');
    other.exec("UPDATE runs SET id = 'z' WHERE id = 'a'");
    other.close();
    open();
    expect(said()[0]).toMatch(/Run 1 is not the run 1 that was noted\. Of 1 changes to protections 0 are/);
  });

  it('is distinguished from one that is ahead, whatever was done', () => {
    const acts = fc.array(fc.constantFrom('run', 'entry', 'end', 'protect', 'unprotect', 'remove'), {
      minLength: 1,
      maxLength: 12,
    });
    const step = () => {
      const bytes = opened.database.serialize();
      // The header of a database in memory says that it never had a log (sqlite.org/fileformat2.html, offset 18).
      bytes.fill(1, 18, 20);
      return { note: noteOf(opened.database), bytes };
    };
    fc.assert(
      fc.property(acts, (list) => {
        opened.close();
        folder.remove();
        folder.make();
        open();
        const steps = [step()];
        let at = 0;
        let newest: string | null = null;
        for (const act of list) {
          at += 1;
          if (act === 'run') {
            newest = `run-${at}`;
            begin(newest);
          }
          if (act === 'protect') protect(`someone-${at}`);
          const [one] = protections().all().values();
          if (act === 'unprotect' && one) protections().remove(one.accountId, 'Left', at);
          if (newest !== null && act === 'entry') append(newest, intended);
          if (newest !== null && act === 'end') append(newest, ended);
          if (newest !== null && act === 'remove') {
            retentionStore(opened.database, opened.safe, { hasAccount: () => false }).removeRun(newest);
            newest = null;
          }
          steps.push(step());
        }
        steps.forEach(({ note: noted }, later) => {
          steps.forEach(({ note: there, bytes }, index) => {
            const database = new Sqlite(bytes);
            const missing = missingFrom(database, noted);
            database.close();
            const behind =
              there.highestRun < noted.highestRun ||
              there.protectionChanges < noted.protectionChanges ||
              (there.newest?.runId === noted.newest?.runId &&
                (there.newest?.entries ?? 0) < (noted.newest?.entries ?? 0));
            if (index >= later) expect(missing).toEqual([]);
            else if (behind) expect(missing).not.toEqual([]);
          });
        });
      }),
      { numRuns: 15 },
    );
  });
});

describe('files that are not in their place any more', () => {
  it('are seen before a write is said to be on disk, and no more once they are back', () => {
    begin('a');
    const away = `${folder.path}-away`;
    renameSync(folder.path, away);
    const refused = runs().append('a', [intended], 2);
    expect(refused).toMatchObject({ ok: false, message: expect.stringMatching(/Nobody else is called/) });
    expect(opened.safe.misplaced()?.message).toContain('not in its place any more');
    renameSync(away, folder.path);
    expect(opened.safe.misplaced()).toBeNull();
    append('a', ended);
  });

  it.each([databaseName, `${databaseName}-wal`])('are seen if %s is replaced or deleted', (name) => {
    begin('a');
    cpSync(file(name), path.join(copy.path, name));
    rmSync(file(name));
    expect(opened.safe.misplaced()?.message).toContain('was deleted');
    cpSync(path.join(copy.path, name), file(name));
    expect(opened.safe.misplaced()?.message).toContain('it was replaced');
    const before = readFileSync(file(noteName), 'utf8');
    protect('someone');
    expect(readFileSync(file(noteName), 'utf8')).toBe(before);
  });
});

describe('the identity of the database file', () => {
  it('stays the same while it is written, opened again, and moved with its folder', () => {
    const { safe } = opened;
    const identity = safe.identity();
    expect(identity).not.toBeNull();
    begin('a');
    expect(safe.identity()).toBe(identity);
    opened.close();
    const moved = `${folder.path}-moved`;
    renameSync(folder.path, moved);
    renameSync(moved, folder.path);
    open();
    expect(opened.safe.identity()).toBe(identity);
  });

  it('is another one in a copy that was put in its place', () => {
    begin('a');
    const identity = opened.safe.identity();
    opened.close();
    cpSync(folder.path, copy.path, { recursive: true });
    rmSync(folder.path, { recursive: true });
    renameSync(copy.path, folder.path);
    open();
    expect(opened.safe.identity()).not.toBe(identity);
  });
});
