/** Protections in SQLite, with their history: who was protected or unprotected, when and why. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { readOperator, writeOperator } from '#lib/adapters/sqlite/rows/operator';
import { stagedChanges } from '#lib/adapters/sqlite/rows/staged-changes';
import type { Safekeeping } from '#lib/adapters/sqlite/safekeeping';
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import {
  type Protection,
  type ProtectionChange,
  type ProtectionSource,
  protectionSchema,
  protectionSources,
} from '#lib/domain/protection/protection';
import { inGroups } from '#lib/domain/text/pieces';
import type { ProtectionStore } from '#lib/engine/storage/protections';

interface Row {
  account_id: string;
  name: string;
  email: string;
  source: string;
  reason: string;
  created_at: number;
}

/** Number of rows per transaction: some milliseconds of work. */
const rowsAtOnce = 500;

/** Protections by account ID. They also stay in memory, since they are checked before every call. */
export function protectionStore(database: Database, safe: Safekeeping): ProtectionStore {
  const upsert = database.prepare(
    `INSERT INTO protections (account_id, name, email, source, reason, created_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (account_id) DO UPDATE SET name = excluded.name, email = excluded.email,
       source = excluded.source, reason = excluded.reason, created_at = excluded.created_at`,
  );
  const note = database.prepare(
    'INSERT INTO protection_history (at, act, account_id, source, reason, what) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const isThere = database.prepare<[string], number>('SELECT 1 FROM protections WHERE account_id = ?');
  function writeOne({ accountId, name, email, source, reason, createdAt }: Protection): void {
    upsert.run(accountId, name, email, source, reason, createdAt);
    note.run(createdAt, 'added', accountId, source, reason, name || email);
  }
  const additions = stagedChanges(database, 'protections', z.array(protectionSchema), (protections) => {
    for (const each of protections) if (isThere.get(each.accountId) === undefined) writeOne(each);
  });
  const lost = () => lostProtections(database);
  const readAll = database.transaction((): Protection[] => {
    const rows = database.prepare<[], Row>('SELECT * FROM protections ORDER BY created_at DESC, account_id');
    const elsewhere = database.readonly ? additions.notYetCarriedOut().flat() : [];
    // If an ID has two spellings, the newest row has the reason.
    return [...rows.all().map(toProtection), ...lost(), ...elsewhere];
  });
  const current = new Map<AccountKey, Protection>();
  for (const each of readAll()) {
    const key = accountKey(each.accountId);
    if (!current.has(key)) current.set(key, each);
  }
  const setting = database.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck();
  const keep = database.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)');
  const write = database.transaction((protections: readonly Protection[]) => {
    for (const each of protections) writeOne(each);
  });
  const erase = database.transaction((protection: Protection, reason: string, at: number) => {
    database.prepare('DELETE FROM protections WHERE lower(account_id) = lower(?)').run(protection.accountId);
    const { accountId, source, name, email } = protection;
    note.run(at, 'removed', accountId, source, reason, name || email);
  });
  let revision = 0;
  return {
    all: () => current,
    revision: () => revision,
    lost,
    put(protections) {
      if (protections.length === 0) return;
      additions.finish();
      write(protections);
      safe.secure();
      for (const protection of protections) current.set(accountKey(protection.accountId), protection);
      revision += 1;
    },
    *add(protections, joined) {
      if (protections.length === 0 && joined === undefined) return;
      const counts = () => {
        for (const protection of protections) {
          const key = accountKey(protection.accountId);
          if (!current.has(key)) current.set(key, protection);
        }
        revision += 1;
        joined?.written();
      };
      yield* additions.make(inGroups(protections, rowsAtOnce), counts, joined?.write);
      safe.secure();
    },
    settle: additions.finishInPieces,
    remove(accountId, reason, at) {
      const protection = current.get(accountKey(accountId));
      if (!protection) return;
      additions.finish();
      erase(protection, reason, at);
      safe.secure();
      current.delete(accountKey(accountId));
      revision += 1;
    },
    history: (limit) =>
      database
        .prepare<[number], ProtectionChange>(
          `SELECT id, at, act, account_id AS accountId, source, coalesce(what, '') AS what, reason
           FROM protection_history ORDER BY id DESC LIMIT ?`,
        )
        .all(limit)
        .map((change) => ({
          ...change,
          act: change.act === 'removed' ? 'removed' : 'added',
          source: sourceOf(change.source),
        })),
    operator() {
      const person = readOperator(database);
      return person === 'unreadable' ? null : person;
    },
    setOperator(person) {
      writeOperator(database, person);
      revision += 1;
    },
    ownAddress: () => setting.get('own-address') ?? null,
    setOwnAddress(email) {
      keep.run('own-address', email);
      revision += 1;
    },
  };
}

/**
 * Accounts whose last line in the history says that they are protected but that have no row. The history is
 * append-only, so even a removal adds a line. It keeps one text of each, either the name or the address.
 */
function lostProtections(database: Database): Protection[] {
  const there = new Set(
    database
      .prepare<[], string>('SELECT account_id FROM protections')
      .pluck()
      .all()
      .map((accountId) => accountKey(accountId)),
  );
  const last = new Map<AccountKey, ProtectionChange>();
  const changes = database.prepare<[], ProtectionChange>(
    `SELECT id, at, act, account_id AS accountId, source, coalesce(what, '') AS what, reason
     FROM protection_history WHERE account_id <> '' ORDER BY id`,
  );
  for (const change of changes.iterate()) last.set(accountKey(change.accountId), change);
  return [...last].flatMap(([key, { act, accountId, source, what, reason, at }]) => {
    if (act === 'removed' || there.has(key)) return [];
    const [name, email] = what.includes('@') ? ['', what] : [what, ''];
    return { accountId, name, email, source: sourceOf(source), reason, createdAt: at };
  });
}

/** The source of a protection. If it is not known any more, the admin decides about the protection. */
function sourceOf(text: string): ProtectionSource {
  return protectionSources.find((source) => source === text) ?? 'admin';
}

function toProtection(row: Row): Protection {
  return {
    accountId: row.account_id,
    name: row.name,
    email: row.email,
    source: sourceOf(row.source),
    reason: row.reason,
    createdAt: row.created_at,
  };
}
