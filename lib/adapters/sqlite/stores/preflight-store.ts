/**
 * The results of preflight, in SQLite. They belong to their roster and are deleted with it. The size limit is a
 * setting.
 */
import type { Database } from 'better-sqlite3';
import { readSetting, parsed as stored } from '#lib/adapters/sqlite/stored-text';
import { defaultSizeLimit, tightestSizeLimit } from '#lib/domain/plan/alarms/size-limit';
import {
  type AccountAnswer,
  accountAnswerSchema,
  type ListedAccount,
  listedAccountSchema,
  preflightRecordSchema,
  type TokensAnswer,
  tokensAnswerSchema,
} from '#lib/domain/preflight/preflight';
import { accountAnswerCodec, recordCodec } from '#lib/domain/preflight/stored-preflight';
import { atOnce, type Pieces } from '#lib/domain/text/pieces';
import type { KnownAccount, PreflightStore } from '#lib/engine/storage';

interface Row {
  account_id: string;
  listed: string | null;
  answer: string | null;
  tokens: string | null;
}

interface Parsed {
  rosterId: string;
  accounts: Map<string, KnownAccount>;
}

/** Number of accounts parsed in one piece: some milliseconds of work. */
const accountsAtOnce = 500;

/** The parsed accounts of the roster used last stay in memory. */
export function preflightStore(database: Database): PreflightStore {
  const selectRecord = database
    .prepare<[string], string>('SELECT record FROM preflights WHERE roster_id = ?')
    .pluck();
  const selectAccounts = database.prepare<[string, string, number], Row>(
    `SELECT account_id, listed, answer, tokens FROM preflight_accounts
     WHERE roster_id = ? AND account_id > ? ORDER BY account_id LIMIT ?`,
  );
  const put = (column: 'listed' | 'answer' | 'tokens') =>
    database.prepare(
      `INSERT INTO preflight_accounts (roster_id, account_id, ${column}) VALUES (?, ?, ?)
       ON CONFLICT (roster_id, account_id) DO UPDATE SET ${column} = excluded.${column}`,
    );
  const putListed = put('listed');
  const putAnswer = put('answer');
  const putTokens = put('tokens');
  let parsed: Parsed | null = null;
  /** The accounts that are being parsed in pieces. */
  const reading = new Set<Parsed>();

  function* accountsInPieces(rosterId: string): Pieces<Map<string, KnownAccount>> {
    for (;;) {
      if (parsed?.rosterId === rosterId) return parsed.accounts;
      const mine: Parsed = { rosterId, accounts: new Map() };
      reading.add(mine);
      try {
        for (let last: string | undefined = ''; last !== undefined; ) {
          const page: Row[] = selectAccounts.all(rosterId, last, accountsAtOnce);
          for (const row of page) mine.accounts.set(row.account_id, toKnown(row));
          last = page.length < accountsAtOnce ? undefined : page.at(-1)?.account_id;
          if (last !== undefined) yield;
        }
        // If another list came during the parsing, the result is outdated.
        if (reading.has(mine)) parsed = mine;
      } finally {
        reading.delete(mine);
      }
    }
  }

  function keep(rosterId: string, accountId: string, part: Partial<KnownAccount>): void {
    for (const each of [parsed, ...reading]) {
      if (each?.rosterId !== rosterId) continue;
      each.accounts.set(accountId, { ...(each.accounts.get(accountId) ?? nothing), ...part });
    }
  }

  function readAnew(): void {
    parsed = null;
    reading.clear();
  }

  return {
    record(rosterId) {
      const text = selectRecord.get(rosterId);
      // An unreadable record counts as never asked.
      return preflightRecordSchema.safeParse(recordCodec.decode(stored(text ?? ''))).data ?? null;
    },
    saveRecord(rosterId, record) {
      database
        .prepare('INSERT OR REPLACE INTO preflights (roster_id, record) VALUES (?, ?)')
        .run(rosterId, JSON.stringify(recordCodec.encode(record)));
    },
    accounts: (rosterId) => atOnce(accountsInPieces(rosterId)),
    accountsInPieces,
    saveListed: database.transaction((rosterId: string, listed: ReadonlyMap<string, ListedAccount>) => {
      database.prepare('UPDATE preflight_accounts SET listed = NULL WHERE roster_id = ?').run(rosterId);
      for (const [accountId, account] of listed) putListed.run(rosterId, accountId, JSON.stringify(account));
      readAnew();
    }),
    saveAnswer(rosterId, accountId, answer: AccountAnswer) {
      putAnswer.run(rosterId, accountId, JSON.stringify(accountAnswerCodec.encode(answer)));
      keep(rosterId, accountId, { answer });
    },
    saveTokens(rosterId, accountId, tokens: TokensAnswer) {
      putTokens.run(rosterId, accountId, JSON.stringify(tokens));
      keep(rosterId, accountId, { tokens });
    },
    forget(rosterId) {
      database.prepare('DELETE FROM preflight_accounts WHERE roster_id = ?').run(rosterId);
      database.prepare('DELETE FROM preflights WHERE roster_id = ?').run(rosterId);
      readAnew();
    },
    sizeLimit() {
      const sizeLimit = readSetting(database, 'brake');
      return sizeLimit === 'unreadable' ? tightestSizeLimit : (sizeLimit ?? defaultSizeLimit);
    },
    setSizeLimit(sizeLimit) {
      database
        .prepare("INSERT OR REPLACE INTO settings (key, value) VALUES ('brake', ?)")
        .run(JSON.stringify(sizeLimit));
    },
  };
}

const nothing: KnownAccount = { listed: null, answer: null, tokens: null };

function toKnown({ listed, answer, tokens }: Row): KnownAccount {
  return {
    listed: listedAccountSchema.safeParse(stored(listed ?? '')).data ?? null,
    answer: accountAnswerSchema.safeParse(accountAnswerCodec.decode(stored(answer ?? ''))).data ?? null,
    tokens: tokensAnswerSchema.safeParse(stored(tokens ?? '')).data ?? null,
  };
}
