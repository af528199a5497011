import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseName, openDatabase } from '#lib/adapters/sqlite/database';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { migrations } from '#lib/adapters/sqlite/schema';
import { runStore } from '#lib/adapters/sqlite/stores/run-store';
import { journalEntrySchema, type RunEvent } from '#lib/domain/run/events';
import { storedEventSchema } from '#lib/domain/run/stored-event';
import { atOnce } from '#lib/domain/text/pieces';
import type { RunStore } from '#lib/engine/storage/runs';
import { checkAll } from '#lib/server/check-journal';
import { samplePlan } from '#test/samples/run';
import { savePlan, unsealedPlan } from '#test/save-plan';

let folder: string;
let database: Database;
let close: () => void;
let store: RunStore;

function open(): void {
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.message);
  ({ database, close } = opened);
  store = runStore(database, opened.safe);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-store-'));
  open();
  const plan = unsealedPlan('plan', 2);
  savePlan(store, plan, samplePlan(2));
  store.createRun({ id: 'run', planId: 'plan', createdAt: 0 });
});

afterEach(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

const started: RunEvent = { type: 'started', total: 2, planDigest: 'd' };
const intended: RunEvent = { type: 'intended', position: 0, attempt: 1, before: 'active' };
const file = () => path.join(folder, databaseName);

describe('the journal', () => {
  it('numbers its entries without a gap and gives them back as they were, also after a restart', () => {
    expect(store.append('run', [started, intended], 5)).toMatchObject({ ok: true });
    close();
    open();
    expect(store.append('run', [{ type: 'interrupted' }], 6)).toMatchObject({ ok: true });
    expect(store.journal('run', 0, 10).map(({ seq, event }) => [seq, event.type])).toEqual([
      [1, 'started'],
      [2, 'intended'],
      [3, 'interrupted'],
    ]);
    expect(store.journal('run', 1, 1)).toEqual([{ seq: 2, at: 5, event: intended }]);
  });

  it('writes all of a batch or nothing, and says so, when the disk is full', () => {
    store.append('run', [started], 1);
    const pages = Number(database.pragma('page_count', { simple: true }));
    database.pragma(`max_page_count = ${pages}`);
    const long = { ...intended, before: 'x'.repeat(100_000) };
    expect(store.append('run', [intended, long], 2)).toMatchObject({
      ok: false,
      message: expect.stringContaining('full'),
    });
    expect(store.journal('run', 0, 10)).toHaveLength(1);
    database.pragma(`max_page_count = ${pages + 1_000}`);
    expect(store.append('run', [long], 3)).toMatchObject({ ok: true, entries: [{ seq: 2 }] });
  });

  it('refuses to be edited through the database', () => {
    store.append('run', [started], 1);
    expect(() => database.exec("UPDATE journal SET event = '{}'")).toThrow('append-only');
  });

  it.each([
    ['changed', "UPDATE journal SET event = replace(event, 'active', 'closed') WHERE seq = 2", 2],
    ['dated otherwise', 'UPDATE journal SET at = at + 1 WHERE seq = 2', 2],
    ['taken out', 'DELETE FROM journal WHERE seq = 2', 2],
  ])('shows where an entry was %s behind its back', (_how, edit, at) => {
    store.append('run', [started, intended, { type: 'interrupted' }], 1);
    expect(atOnce(store.checkJournal('run'))).toMatchObject({ intact: true, entries: 3 });
    database.exec('DROP TRIGGER journal_is_append_only');
    database.exec(edit);
    expect(atOnce(store.checkJournal('run'))).toMatchObject({ intact: false, at });
    expect(checkAll(file())).toMatchObject({ intact: false });
  });

  it('shows that its end was cut off, also after more was written', () => {
    store.append('run', [started, intended, { type: 'interrupted' }], 1);
    database.exec('DELETE FROM journal WHERE seq > 1');
    const cut = { intact: false, at: 2, why: expect.stringContaining('3 entries were written, and 1 ') };
    expect(atOnce(store.checkJournal('run'))).toEqual(cut);
    expect(checkAll(file()).lines[0]).toMatch(/^Run 1: BROKEN at entry 2\. 3 entries were written/);
    store.append('run', [intended], 2);
    expect(atOnce(store.checkJournal('run'))).toMatchObject({ intact: false, at: 3 });
    store.append('run', [{ type: 'interrupted' }, { type: 'interrupted' }], 2);
    expect(atOnce(store.checkJournal('run'))).toMatchObject({ intact: false, at: 3 });
  });

  it.each([
    ['all of it is gone', 'DELETE FROM journal', 1],
    ['the note is gone', 'DELETE FROM journal_heads', 3],
    ['the note says fewer', 'UPDATE journal_heads SET entries = 2', 2],
  ])('is not as it was written where %s', (_how, edit, at) => {
    store.append('run', [started, intended, { type: 'interrupted' }], 1);
    database.exec(edit);
    expect(atOnce(store.checkJournal('run'))).toMatchObject({ intact: false, at });
    store.append('run', [intended], 2);
    expect(atOnce(store.checkJournal('run'))).toMatchObject({ intact: false });
  });

  it('gives what can still be read where a line is damaged', () => {
    store.append('run', [started, intended, { type: 'interrupted' }, { type: 'interrupted' }], 1);
    database.exec('DROP TRIGGER journal_is_append_only');
    database.exec("UPDATE journal SET event = 'x' || event WHERE seq = 2");
    database.exec(`UPDATE journal SET event = '{"type":"unheard-of"}' WHERE seq = 3`);
    expect(store.journal('run', 0, 10).map(({ seq }) => seq)).toEqual([1, 4]);
    expect(store.journal('run', 1, 1).map(({ seq }) => seq)).toEqual([4]);
    expect(store.journal('run', 4, 1)).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['a line that is no JSON', "UPDATE journal SET event = 'x' || event WHERE seq = 2"],
    ['an event of another version', `UPDATE journal SET event = '{"type":"unheard-of"}' WHERE seq = 3`],
    [
      'line breaks',
      "UPDATE journal SET event = replace(event, ',', char(10) || ',' || char(13)) WHERE seq < 4",
    ],
    ['a time that is none', 'UPDATE journal SET at = -1 WHERE seq = 2'],
    ['no first entry', 'DELETE FROM journal WHERE seq = 1'],
    ['a first entry of another version', `UPDATE journal SET event = '{"type":"new"}' WHERE seq = 1`],
    ['no entry that can be read', "UPDATE journal SET event = 'x'"],
  ])('gives the same entries as texts, without a line break: %s', (_damage, edit) => {
    const paused: RunEvent = {
      type: 'paused',
      code: 'admin',
      message: 'You paused.',
      hint: 'Resume.',
    };
    store.append('run', [started, intended, paused, { type: 'interrupted' }], 1);
    database.exec('DROP TRIGGER journal_is_append_only');
    database.exec(edit);
    for (const after of [0, 1, 2, 3, 4]) {
      const texts = store.entryTexts('run', after, 10);
      const read = texts.flatMap(({ seq, text }) => {
        expect(text).not.toMatch(/[\r\n]/);
        const entry = journalEntrySchema
          .extend({ event: storedEventSchema })
          .safeParse(JSON.parse(text)).data;
        if (entry) expect(entry.seq).toBe(seq);
        return entry ?? [];
      });
      expect(read).toEqual(store.journal('run', after, 10));
    }
  });

  it('begins as the plan says where its first entry can no longer be read', () => {
    store.append('run', [started, intended], 1);
    database.exec('DELETE FROM journal WHERE seq = 1');
    expect(store.journal('run', 0, 10)).toMatchObject([
      { seq: 1, event: { type: 'started', total: 2, act: 'deactivate' } },
      { seq: 2 },
    ]);
    expect(store.journal('run', 1, 10)).toHaveLength(1);
    expect(atOnce(store.checkJournal('run'))).toMatchObject({ intact: false, at: 1 });
  });

  it('is checked in pieces, as it was when the first of them was done', () => {
    const many = Array.from({ length: 1_100 }, () => intended);
    store.append('run', [started, ...many], 5);
    const work = store.checkJournal('run');
    let pieces = 0;
    for (;;) {
      const step = work.next();
      if (step.done) {
        expect(step.value).toMatchObject({ intact: true, entries: 1_101 });
        break;
      }
      pieces += 1;
      store.append('run', [intended, intended], 6);
    }
    // Three pieces for the chain, and three for checking whether each entry can be read.
    expect(pieces).toBe(6);
    expect(atOnce(store.checkJournal('run'))).toMatchObject({ intact: true, entries: 1_113 });
  });

  it('is summed up by its last hash, which every later entry changes', () => {
    store.append('run', [started], 1);
    const before = atOnce(store.checkJournal('run'));
    store.append('run', [intended], 1);
    expect(atOnce(store.checkJournal('run'))).not.toEqual(before);
    expect(checkAll(file()).lines[0]).toMatch(/Run 1: unbroken, 2 entries, the last hash is [0-9a-f]{64}/);
  });
});

describe('the database', () => {
  it('writes to the disk before it says so', () => {
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('fullfsync', { simple: true })).toBe(1);
    expect(database.pragma('checkpoint_fullfsync', { simple: true })).toBe(1);
    const [, major = 0, minor = 0] = /^3\.(\d+)\.(\d+)/.exec(sqliteVersion()) ?? [];
    // Older versions can lose the log if two connections write (sqlite.org/wal.html).
    expect(Number(major) * 1_000 + Number(minor)).toBeGreaterThanOrEqual(51_003);
  });

  it('leaves a database of a newer version untouched, to the byte', () => {
    store.append('run', [started], 1);
    database.pragma(`user_version = ${migrations.length + 1}`);
    database.pragma('wal_checkpoint(TRUNCATE)');
    close();
    const before = readFileSync(file());
    expect(openDatabase(folder)).toMatchObject({ ok: false, code: 'newer' });
    expect(readFileSync(file()).equals(before)).toBe(true);
    const raw = new Sqlite(file());
    raw.pragma(`user_version = ${migrations.length}`);
    raw.close();
    open();
    // The same if the newer version died and its changes are still in the write-ahead log.
    database.pragma(`user_version = ${migrations.length + 1}`);
    const copy = mkdtempSync(path.join(tmpdir(), 'lockstep-copy-'));
    for (const name of [databaseName, `${databaseName}-wal`])
      cpSync(path.join(folder, name), path.join(copy, name));
    expect(openDatabase(copy)).toMatchObject({ ok: false, code: 'newer' });
    rmSync(copy, { recursive: true });
    database.pragma(`user_version = ${migrations.length}`);
    expect(store.journal('run', 0, 10)).toHaveLength(1);
  });
});

function sqliteVersion(): string {
  return String(database.prepare('SELECT sqlite_version()').pluck().get());
}
