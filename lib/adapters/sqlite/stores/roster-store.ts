/** Rosters: one row each in the database, and the users and ticks of each in a file of its own. */
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { type RosterThread, sameThread } from '#lib/adapters/roster-thread/roster-thread';
import { moveRosters } from '#lib/adapters/sqlite/roster/move-rosters';
import { rosterFiles } from '#lib/adapters/sqlite/roster/roster-files';
import { leftoversIn, publishFile, rosterPaths } from '#lib/adapters/sqlite/roster/roster-folder';
import { rosterUsers } from '#lib/adapters/sqlite/roster/roster-users';
import { untickIn, writeRosterFile } from '#lib/adapters/sqlite/roster/roster-writer';
import { lostSummary, storedSummary } from '#lib/adapters/sqlite/roster/stored-users';
import { accountKey } from '#lib/domain/account/account-id';
import type { RosterSummary } from '#lib/domain/roster/roster';
import type { NewRoster, RosterDraft, RosterRecord, RosterStore } from '#lib/engine/storage/rosters';
import { inTurns } from '#lib/engine/turns';

interface Row {
  id: string;
  name: string;
  created_at: number;
  written_at: number | null;
  summary: string;
  operator_absent: number;
}

/** Stores rosters in `database` and its folder. Long work on files is done by `thread`. */
export function rosterStore(database: Database, thread: RosterThread = sameThread): RosterStore {
  const folder = path.dirname(database.name);
  const isReadOnly = database.readonly;
  const select = 'SELECT id, name, created_at, written_at, summary, operator_absent FROM rosters';
  const one = database.prepare<[string], Row>(`${select} WHERE id = ? AND summary IS NOT NULL`);
  const all = database.prepare<[], Row>(`${select} WHERE summary IS NOT NULL ORDER BY created_at DESC, id`);
  const insert = database.prepare(
    'INSERT INTO rosters (id, name, created_at, written_at, summary, in_file) VALUES (?, ?, ?, ?, ?, 1)',
  );
  const isThere = (id: string) => one.get(id) !== undefined;
  let revision = 0;
  const noteChange = () => {
    revision += 1;
  };
  const files = rosterFiles(folder, isReadOnly, noteChange);
  const summaryOf = (id: string) => storedSummary(one.get(id)?.summary ?? '');
  const users = rosterUsers(files, summaryOf);
  /** Files that are being erased. */
  const erasing = new Set<Promise<boolean>>();

  function erase(paths: readonly string[]): Promise<boolean> {
    const erased = thread.erase(paths);
    erasing.add(erased);
    void erased.finally(() => erasing.delete(erased));
    return erased;
  }

  if (!isReadOnly) {
    // Earlier versions left a roster without a summary if they were ended while they read a file.
    database.prepare('DELETE FROM rosters WHERE summary IS NULL').run();
    moveRosters(database, folder);
    const left = leftoversIn(
      folder,
      all.all().map(({ id }) => id),
    );
    if (left.length > 0) void erase(left);
  }

  function get(id: string): RosterRecord | null {
    const row = one.get(id);
    return row ? toRecord(row, files.isLost(id)) : null;
  }

  /** The result of writing, which can become a roster. */
  function draftOf(file: NewRoster, summary: RosterSummary): RosterDraft {
    const paths = rosterPaths(folder, file.id);
    return {
      summary,
      accountIds: () => users.accountIdsIn(paths.part),
      async finish(unticked, { original, organisation } = {}) {
        try {
          await inTurns(untickIn(paths.part, unticked));
          await publishFile(paths);
          const kept = { ...summary, ...(original && { original }), ...(organisation && { organisation }) };
          insert.run(file.id, file.name, file.createdAt, file.writtenAt, JSON.stringify(kept));
        } catch (problem) {
          await erase([paths.part, paths.file]);
          throw problem;
        }
        const record = get(file.id);
        if (!record) throw new Error('The roster just written cannot be read back.');
        return record;
      },
      abandon: () => erase([paths.part]).then(() => undefined),
    };
  }

  return {
    begin(file) {
      const { part } = rosterPaths(folder, file.id);
      const writing = writeRosterFile(part);
      return {
        add: writing.add,
        end({ contested, ...summary }) {
          writing.end(contested, false);
          return draftOf(file, { ...summary, contested: [] });
        },
        async abandon() {
          writing.close();
          await erase([part]);
        },
      };
    },
    async read(file, chunks, request) {
      const { part } = rosterPaths(folder, file.id);
      const answer = await thread.read({ part, name: file.name, ...request }, chunks);
      return answer.ok ? { ...answer, draft: draftOf(file, answer.summary) } : answer;
    },
    get,
    revision: () => revision,
    list() {
      const rows = all.all();
      if (isReadOnly) files.keepOnly(rows.map(({ id }) => id));
      return rows.map((row) => toRecord(row, files.isLost(row.id)));
    },
    ...users.verbs,
    unticked: (id) => (isThere(id) ? files.of(id).ticks.unticked() : new Set()),
    *untickedInPieces(id) {
      return isThere(id) ? yield* files.of(id).ticks.untickedInPieces() : new Set<string>();
    },
    setTicked(id, accountIds, ticked) {
      if (isThere(id)) files.of(id).ticks.set(accountIds, ticked);
    },
    untickOnce(id, accountIds) {
      if (isThere(id)) files.of(id).ticks.untickOnce(accountIds);
    },
    untickedOnce: (id) => (isThere(id) ? files.of(id).ticks.untickedOnce() : new Set()),
    tickAfterRun(id, accountIds, run) {
      if (isThere(id)) files.of(id).ticks.tickAfterRun(accountIds, run);
    },
    tickedAfterRun: (id) => (isThere(id) ? files.of(id).ticks.tickedAfterRun() : new Map()),
    *setManyTicked(id, accountIds, ticked) {
      if (isThere(id)) yield* files.of(id).ticks.setMany(accountIds, ticked);
    },
    hasAccount(accountId) {
      const key = accountKey(accountId);
      return all.all().some(({ id }) => {
        for (const group of files.of(id).accountIds()) {
          if (group.some((each) => accountKey(each) === key)) return true;
        }
        return false;
      });
    },
    setOperatorAbsent(id, absent) {
      database.prepare('UPDATE rosters SET operator_absent = ? WHERE id = ?').run(absent ? 1 : 0, id);
      noteChange();
    },
    setDateOrder(id, column, order) {
      const summary = summaryOf(id);
      const dateColumns = summary?.dateColumns ?? [];
      if (summary === null || !dateColumns.some((asked) => asked.column === column)) return false;
      const answered = dateColumns.map((asked) => (asked.column === column ? { ...asked, order } : asked));
      const text = JSON.stringify({ ...summary, dateColumns: answered });
      database.prepare('UPDATE rosters SET summary = ? WHERE id = ?').run(text, id);
      users.forget(id);
      noteChange();
      return true;
    },
    remove(id) {
      if (!isThere(id)) return Promise.resolve(true);
      database.prepare('DELETE FROM rosters WHERE id = ?').run(id);
      files.close(id);
      users.forget(id);
      noteChange();
      return erase([rosterPaths(folder, id).file]);
    },
    async close() {
      files.closeAll();
      await Promise.all(erasing);
    },
  };
}

function toRecord(row: Row, isLost: boolean): RosterRecord {
  const summary = (isLost ? null : storedSummary(row.summary)) ?? lostSummary();
  return {
    id: row.id,
    name: row.name,
    kind: summary.kind,
    createdAt: row.created_at,
    writtenAt: row.written_at,
    summary,
    operatorAbsent: row.operator_absent === 1,
  };
}
