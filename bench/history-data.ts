/**
 * Writes the data folder for `history.mjs`: one run over `users` accounts, and copies of it until there are `runs`.
 * Their hash chains do not hold, which nothing at the start checks.
 */
import path from 'node:path';
import { openDatabase } from '../lib/adapters/sqlite/database';
import { writeLongRun } from '../test/long-run';

const [dataDir = '', runs = '200', users = '20000'] = process.argv.slice(2);
const folder = path.resolve(dataDir);
writeLongRun(folder, Number(users));
const opened = openDatabase(folder);
if (!opened.ok) throw new Error(opened.message);
const { database } = opened;
for (let number = 2; number <= Number(runs); number += 1) {
  const [plan, run] = [`plan-${number}`, `run-${number}`];
  const copy = (sql: string, ...values: unknown[]) => database.prepare(sql).run(...values);
  database.transaction(() => {
    copy("INSERT INTO plans SELECT ?, created_at, plan, alarms FROM plans WHERE id = 'plan'", plan);
    copy(
      "INSERT INTO plan_entries SELECT ?, position, account_id, name, email, prediction FROM plan_entries WHERE plan_id = 'plan'",
      plan,
    );
    copy("INSERT INTO runs SELECT ?, ?, ?, created_at FROM runs WHERE id = 'run'", run, number, plan);
    copy("INSERT INTO journal SELECT ?, seq, at, event, hash FROM journal WHERE run_id = 'run'", run);
    copy("INSERT INTO journal_heads SELECT ?, entries, hash FROM journal_heads WHERE run_id = 'run'", run);
  })();
}
opened.close();
