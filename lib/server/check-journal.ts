/** The command that checks the journals of a data folder. It only reads, also while Lockstep is running. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { databaseName } from '#lib/adapters/sqlite/database';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { checkChain } from '#lib/adapters/sqlite/journal-chain';
import { readConfig } from '#lib/config';

/** Prints one line per run; the exit code is 1 where a journal is not as it was written, 2 where none can be read. */
export function main(): void {
  const read = readConfig(process.env, process.platform, homedir());
  const path = read.ok ? join(read.config.dataDir, databaseName) : '';
  if (!read.ok || !existsSync(path)) {
    const problems = read.ok ? [`There is no ${path}.`] : read.problems.map(({ message }) => message);
    process.stderr.write(`${problems.join('\n')}\n`);
    process.exitCode = 2;
    return;
  }
  const { lines, intact } = checkAll(path);
  process.stdout.write(`${[path, ...lines].join('\n')}\n`);
  process.exitCode = intact ? 0 : 1;
}

/** Checks the journal of every run in the database at `path`; one line each. */
export function checkAll(path: string): { lines: string[]; intact: boolean } {
  const database = new Sqlite(path, { readonly: true });
  try {
    const runs = database.prepare<[], { id: string; number: number }>(
      'SELECT id, number FROM runs ORDER BY number',
    );
    let intact = true;
    const lines = runs.all().map(({ id, number }) => {
      const check = checkChain(database, id);
      intact &&= check.intact;
      return check.intact
        ? `Run ${number}: unbroken, ${check.entries} entries, the last hash is ${check.head}`
        : `Run ${number}: BROKEN at entry ${check.at}. ${check.why}`;
    });
    return { lines: lines.length > 0 ? lines : ['No run yet.'], intact };
  } finally {
    database.close();
  }
}
