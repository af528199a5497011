/** Rosters in SQLite: one row per user, and beside them the users whom the admin unticked. */
import type { Database } from 'better-sqlite3';
import { lostSummary, storedSummary, storedUser } from '#lib/adapters/sqlite/rows/roster-rows';
import { discardLeftovers, type StagedUser, stageUsers } from '#lib/adapters/sqlite/rows/roster-staging';
import { rosterTicks } from '#lib/adapters/sqlite/rows/roster-ticks';
import { blockContested } from '#lib/domain/roster/contested';
import type { RosterSummary, RosterUser } from '#lib/domain/roster/roster';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { RosterRecord, RosterStore } from '#lib/engine/storage';
import { inTurns, turn } from '#lib/engine/turns';

interface Row {
  id: string;
  name: string;
  created_at: number;
  written_at: number | null;
  summary: string;
  operator_absent: number;
}

/** Number of users parsed in one piece: some milliseconds of work. */
const usersAtOnce = 500;

/** Number of accounts unticked in one transaction: some milliseconds of work. */
const untickedAtOnce = 1_000;

/** Users are stored as JSON of what was read; their cells keep the file's own text. */
export function rosterStore(database: Database): RosterStore {
  // If the process dies while reading a file, it leaves a roster without a summary, which was never shown.
  if (!database.readonly) {
    database.prepare('DELETE FROM rosters WHERE summary IS NULL').run();
    discardLeftovers(database);
  }
  const insertUser = database.prepare(
    'INSERT INTO roster_users (roster_id, position, user) VALUES (?, ?, ?)',
  );
  const select = 'SELECT id, name, created_at, written_at, summary, operator_absent FROM rosters';
  const one = database.prepare<[string], Row>(`${select} WHERE id = ? AND summary IS NOT NULL`);
  const all = database.prepare<[], Row>(`${select} WHERE summary IS NOT NULL ORDER BY created_at DESC, id`);
  const selectUsers = database.prepare<[string, number], { position: number; text: string }>(
    'SELECT position, user AS text FROM roster_users WHERE roster_id = ? ORDER BY position LIMIT ?',
  );
  const selectPage = database.prepare<[string, number, number], { position: number; text: string }>(
    'SELECT position, user AS text FROM roster_users WHERE roster_id = ? AND position > ? ORDER BY position LIMIT ?',
  );
  const ticks = rosterTicks(database);
  // One transaction per batch, not one for the whole file: the journal of a run must be written in between.
  const insertUsers = database.transaction((id: string, users: readonly StagedUser[]) => {
    for (const { position, user } of users) insertUser.run(id, position, user);
  });
  /** Makes the roster visible. */
  function publish(id: string, summary: RosterSummary): void {
    database.prepare('UPDATE rosters SET summary = ? WHERE id = ?').run(JSON.stringify(summary), id);
  }
  const updateUser = database.prepare(
    'UPDATE roster_users SET user = ? WHERE roster_id = ? AND position = ?',
  );
  // The review asks for the same users repeatedly, so the last roster stays parsed.
  let parsed: { id: string; users: readonly RosterUser[] } | null = null;
  /** How often users were replaced or a roster was removed. */
  let changes = 0;

  /** The first `most` users, or all if `most` is negative. */
  function readUsers(id: string, most: number): readonly RosterUser[] {
    const summary = storedSummary(one.get(id)?.summary ?? '');
    if (summary === null) return [];
    return blockContested(selectUsers.all(id, most).map(storedUser), summary.contested ?? []);
  }

  function allUsers(id: string): readonly RosterUser[] {
    if (parsed?.id !== id) parsed = { id, users: readUsers(id, -1) };
    return parsed.users;
  }

  function* usersInPieces(id: string): Pieces<readonly RosterUser[]> {
    if (parsed?.id === id) return parsed.users;
    const contested = storedSummary(one.get(id)?.summary ?? '')?.contested ?? [];
    const before = changes;
    const users: RosterUser[] = [];
    for (;;) {
      const page = selectPage.all(id, users.at(-1)?.position ?? Number.MIN_SAFE_INTEGER, usersAtOnce);
      users.push(...page.map(storedUser));
      if (page.length < usersAtOnce) break;
      yield;
    }
    // If something changed during the reading, the result is outdated.
    if (changes !== before || storedSummary(one.get(id)?.summary ?? '') === null) return allUsers(id);
    parsed = { id, users: blockContested(users, contested) };
    return parsed.users;
  }

  /** The users of a roster, with these ones put at their positions. */
  function replaced(id: string, all: readonly RosterUser[], users: readonly RosterUser[]) {
    const contested = storedSummary(one.get(id)?.summary ?? '')?.contested ?? [];
    const anew = new Map(blockContested(users, contested).map((user) => [user.position, user]));
    return all.map((user) => anew.get(user.position) ?? user);
  }

  const get = (id: string): RosterRecord | null => {
    const row = one.get(id);
    return row ? toRecord(row) : null;
  };
  return {
    begin(file) {
      const staged = stageUsers(database, file.id);
      return {
        add: staged.add,
        async finish(summary, unticked) {
          try {
            database
              .prepare('INSERT INTO rosters (id, name, created_at, written_at) VALUES (?, ?, ?, ?)')
              .run(file.id, file.name, file.createdAt, file.writtenAt);
            for (const users of staged.batches()) {
              insertUsers(file.id, users);
              await turn();
            }
            await inTurns(ticks.settle());
            for (const accountIds of inGroups(unticked, untickedAtOnce)) {
              ticks.set(file.id, accountIds, false);
              await turn();
            }
            publish(file.id, summary);
          } catch (problem) {
            database.prepare('DELETE FROM rosters WHERE id = ?').run(file.id);
            throw problem;
          } finally {
            staged.discard();
          }
          const record = get(file.id);
          if (!record) throw new Error('The roster just written cannot be read back.');
          return record;
        },
        abandon: staged.discard,
      };
    },
    get,
    list: () => all.all().map(toRecord),
    users: allUsers,
    usersInPieces,
    firstUsers: readUsers,
    unticked: ticks.unticked,
    untickedInPieces: ticks.untickedInPieces,
    setTicked: ticks.set,
    setManyTicked: ticks.setMany,
    replaceUsers(id, users, unticked) {
      ticks.untickWith(id, unticked, () => {
        for (const user of users) updateUser.run(JSON.stringify(user), id, user.position);
      });
      changes += 1;
      if (parsed?.id === id) parsed = { id, users: replaced(id, parsed.users, users) };
    },
    setOperatorAbsent(id, absent) {
      database.prepare('UPDATE rosters SET operator_absent = ? WHERE id = ?').run(absent ? 1 : 0, id);
    },
    remove(id) {
      database.prepare('DELETE FROM rosters WHERE id = ?').run(id);
      ticks.forget(id);
      changes += 1;
      if (parsed?.id === id) parsed = null;
    },
  };
}

function toRecord(row: Row): RosterRecord {
  const summary = storedSummary(row.summary) ?? lostSummary();
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
