/** Tests what a step of the schema does to the data of the version before. */
import { expect, it } from 'vitest';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { migrations } from '#lib/adapters/sqlite/schema';

/** A database as the version with the first `steps` steps left it. */
function databaseOf(steps: number) {
  const database = new Sqlite(':memory:');
  for (const step of migrations.slice(0, steps)) database.exec(step);
  return database;
}

it('unticks the users whom the exports of an earlier version call inactive, and nobody else', () => {
  const before = 5;
  const database = databaseOf(before);
  const roster = database.prepare('INSERT INTO rosters (id, name, created_at, summary) VALUES (?, ?, 0, ?)');
  const insert = database.prepare('INSERT INTO roster_users VALUES (?, ?, ?)');
  const users = [
    { accountId: 'inactive', status: 'inactive', problems: [{ code: 'odd-email', blocks: false }] },
    { accountId: 'active', status: 'active', problems: [] },
    { accountId: 'repeated', status: 'inactive', problems: [{ code: 'duplicate', blocks: true }] },
    { accountId: null, status: 'inactive', problems: [] },
    { accountId: 'damaged', status: 'inactive', problems: ['{', 3, null] },
  ];
  for (const [id, summary] of [
    ['export', '{"kind":"users-export"}'],
    ['list', '{"kind":"account-list"}'],
    ['damaged', '{"kind"'],
    ['unfinished', null],
  ]) {
    roster.run(id, 'users.csv', summary);
    users.forEach((user, position) => void insert.run(id, position, JSON.stringify(user)));
    insert.run(id, users.length, '{"accountId":"torn","status":"inactive"');
  }
  database.prepare("INSERT INTO roster_unticked VALUES ('export', 'inactive'), ('export', 'active')").run();

  database.exec(migrations[before] ?? '');
  expect(database.prepare('SELECT roster_id, account_id FROM roster_unticked').raw().all()).toEqual([
    ['export', 'active'],
    ['export', 'damaged'],
    ['export', 'inactive'],
  ]);
  database.close();
});
