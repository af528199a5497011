import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openDatabase } from '#lib/adapters/sqlite/database';
import { readOperator, writeOperator } from '#lib/adapters/sqlite/rows/operator';

const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-operator-'));
const opened = openDatabase(folder);
afterEach(() => {
  if (opened.ok) opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const ada = { accountId: 'ada', name: 'Ada Example', email: 'ada@example.com' };
const ben = { accountId: 'ben', name: 'Ben Example', email: 'ben@example.com' };

it('the operator is the one that the last committed transaction has named', () => {
  if (!opened.ok) throw new Error(opened.message);
  const { database } = opened;
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
