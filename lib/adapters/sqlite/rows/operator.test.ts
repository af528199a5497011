import BetterSqlite3 from 'better-sqlite3';
import { afterEach, expect, it } from 'vitest';
import { readOperator, writeOperator } from '#lib/adapters/sqlite/rows/operator';

const database = new BetterSqlite3(':memory:');
database.exec('CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL)');
afterEach(() => void database.exec('DELETE FROM settings'));

const ada = { accountId: 'ada', name: 'Ada Example', email: 'ada@example.com' };
const ben = { accountId: 'ben', name: 'Ben Example', email: 'ben@example.com' };

it('the operator is the one whom the last transaction that was kept has named', () => {
  writeOperator(database, ada);
  const undone = database.transaction(() => {
    writeOperator(database, ben);
    expect(readOperator(database)).toEqual(ben);
    throw new Error('undone');
  });
  expect(undone).toThrow('undone');
  expect(readOperator(database)).toEqual(ada);
  database.transaction(() => writeOperator(database, ben))();
  expect(readOperator(database)).toEqual(ben);
});
