/** The directory of one organisation, in SQLite. */
import type { Database } from 'better-sqlite3';
import type { z } from 'zod';
import type { DirectoryFile } from '#lib/adapters/sqlite/directory/directory-file';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { neverAsked, type PartState, partStateSchema } from '#lib/domain/directory/known';
import {
  type AccountReading,
  accountFactsSchema,
  type Reading,
  sources,
} from '#lib/domain/directory/reading';
import { neverSwept, type SweptSource, sweepSchema } from '#lib/domain/directory/sweep';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { DirectoryStore, ReadingsByAccount } from '#lib/engine/storage';

interface Row {
  account: string;
  source: string;
  at: number;
  generation: number;
  spelling: string | null;
  facts: string;
}

/** Number of accounts read in one piece: some milliseconds of work. */
const accountsAtOnce = 500;

/** Maximum number of accounts whose readings stay in memory. */
const keptInMemory = 250_000;

/** What is in memory. */
interface Memory {
  /** Accounts that were read before, those without any reading included. */
  accounts: Map<AccountKey, readonly Reading[]>;
  /** Results that are being put together. */
  building: Set<Map<AccountKey, readonly Reading[]>>;
}

/** A store over a file, which keeps in memory what it has read. */
export function directoryStore(file: DirectoryFile): DirectoryStore & { forgetMemory(): void } {
  const memory: Memory = { accounts: new Map(), building: new Set() };
  return {
    readings: (accountIds) => readings(file, memory, accountIds),
    byAddress: (addresses) => byAddress(file, addresses),
    listed: (source, generation, after) => listed(file, source, generation, after),
    save: (made) => save(file, memory, made),
    sweep: (source) =>
      file.use((database) =>
        readState(database, 'SELECT state FROM sweeps WHERE source = ?', [source], sweepSchema),
      ) ?? neverSwept,
    saveSweep(source, state) {
      file.use((database) =>
        database
          .prepare('INSERT OR REPLACE INTO sweeps (source, state) VALUES (?, ?)')
          .run(source, JSON.stringify(state)),
      );
    },
    part: (rosterId, part): PartState =>
      file.use((database) =>
        readState(
          database,
          'SELECT state FROM parts WHERE roster_id = ? AND part = ?',
          [rosterId, part],
          partStateSchema,
        ),
      ) ?? neverAsked,
    savePart(rosterId, part, state) {
      file.use((database) =>
        database
          .prepare('INSERT OR REPLACE INTO parts (roster_id, part, state) VALUES (?, ?, ?)')
          .run(rosterId, part, JSON.stringify(state)),
      );
    },
    forgetMemory() {
      memory.accounts.clear();
      memory.building.clear();
    },
  };
}

function* readings(
  file: DirectoryFile,
  memory: Memory,
  accountIds: readonly string[],
): Pieces<ReadingsByAccount> {
  if (memory.accounts.size > keptInMemory) memory.accounts.clear();
  const found = new Map<AccountKey, readonly Reading[]>();
  memory.building.add(found);
  try {
    for (const group of inGroups(accountIds, accountsAtOnce)) {
      const keys = group.map(accountKey);
      load(
        file,
        memory,
        keys.filter((key) => !memory.accounts.has(key)),
      );
      for (const key of keys) found.set(key, memory.accounts.get(key) ?? []);
      yield;
    }
  } finally {
    memory.building.delete(found);
  }
  return found;
}

/** Reads accounts from the file into memory. */
function load(file: DirectoryFile, { accounts }: Memory, keys: readonly AccountKey[]): void {
  if (keys.length === 0) return;
  const rows = file.use((database) =>
    database
      .prepare<[string], Row>(
        `SELECT account, source, at, generation, spelling, facts FROM readings
         WHERE account IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(keys)),
  );
  const made = new Map<AccountKey, Reading[]>(keys.map((key) => [key, []]));
  for (const row of rows) {
    const reading = toReading(row);
    if (reading) made.get(row.account as AccountKey)?.push(reading);
  }
  for (const [key, each] of made) accounts.set(key, each);
}

function byAddress(file: DirectoryFile, addresses: readonly string[]): AccountReading[] {
  const rows = file.use((database) =>
    database
      .prepare<[string], Row>(
        `SELECT account, source, at, generation, spelling, facts FROM readings
         WHERE address IN (SELECT value FROM json_each(?)) ORDER BY account, source`,
      )
      .all(JSON.stringify(addresses.map((address) => address.toLowerCase()))),
  );
  return rows.flatMap((row) => {
    const reading = toReading(row);
    return reading ? [{ ...reading, accountId: row.spelling ?? row.account }] : [];
  });
}

function listed(
  file: DirectoryFile,
  source: SweptSource,
  generation: number,
  after: string,
): AccountReading[] {
  const rows = file.use((database) =>
    database
      .prepare<[string, number, string, number], Row>(
        `SELECT account, source, at, generation, spelling, facts FROM readings
         WHERE source = ? AND generation >= ? AND account > ? ORDER BY account LIMIT ?`,
      )
      .all(source, generation, accountKey(after), accountsAtOnce),
  );
  return rows.map((row) => ({
    ...(toReading(row) ?? { source, at: row.at, generation: row.generation, facts: {} }),
    accountId: row.spelling ?? row.account,
  }));
}

function save(file: DirectoryFile, memory: Memory, made: readonly AccountReading[]): void {
  if (made.length === 0) return;
  file.use((database) => {
    const put = database.prepare(
      `INSERT OR REPLACE INTO readings (account, source, at, generation, address, spelling, facts)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    database.transaction(() => {
      for (const { accountId, source, at, generation, facts } of made) {
        const key = accountKey(accountId);
        const address = facts.email?.trim().toLowerCase() || null;
        const spelling = key === accountId ? null : accountId;
        put.run(key, source, at, generation, address, spelling, JSON.stringify(facts));
      }
    })();
  });
  for (const { accountId, source, at, generation, facts } of made) {
    const key = accountKey(accountId);
    for (const kept of [memory.accounts, ...memory.building]) {
      const before = kept.get(key);
      // What is not in memory yet will be read from the file.
      if (before === undefined) continue;
      const others = before.filter((each) => each.source !== source);
      kept.set(key, [...others, { source, at, generation, facts }]);
    }
  }
}

function readState<S extends z.ZodType>(
  database: Database,
  sql: string,
  of: string[],
  schema: S,
): z.infer<S> | undefined {
  const text = database
    .prepare<string[], string>(sql)
    .pluck()
    .get(...of);
  return schema.safeParse(parsed(text ?? '')).data;
}

/** A row that cannot be read counts as never made. */
function toReading({ source, at, generation, facts }: Row): Reading | null {
  const known = sources.find((each) => each === source);
  const { data } = accountFactsSchema.safeParse(parsed(facts));
  return known && data ? { source: known, at, generation, facts: data } : null;
}
