import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type OpenedDatabase, openDatabase } from '#lib/adapters/sqlite/database';
import { preflightStore } from '#lib/adapters/sqlite/stores/preflight-store';
import type { ListedAccount } from '#lib/domain/preflight/preflight';

let folder: string;
let opened: Extract<OpenedDatabase, { ok: true }>;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lockstep-preflight-'));
  const database = openDatabase(folder);
  if (!database.ok) throw new Error(database.message);
  opened = database;
  opened.database
    .prepare('INSERT INTO rosters (id, name, created_at) VALUES (?, ?, ?), (?, ?, ?)')
    .run('r', 'a.csv', 1, 'other', 'b.csv', 2);
});
afterEach(() => {
  opened.close();
  rmSync(folder, { recursive: true });
});

const accountId = (number: number) => `712020:${String(number).padStart(6, '0')}`;
const listed = (name: string, count: number): Map<string, ListedAccount> =>
  new Map(
    Array.from({ length: count }, (_, number) => [
      accountId(number),
      { status: 'active', name, email: null, lastActive: null, products: [] },
    ]),
  );

it('reads very many accounts in pieces, and loses nothing that is saved between two of them', () => {
  const change = fc.record({
    at: fc.nat(6),
    number: fc.nat(1_800),
    act: fc.constantFrom('answer', 'tokens', 'list', 'read another', 'forget'),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
      preflightStore(opened.database).saveListed('r', listed('Before', 1_600));
      const store = preflightStore(opened.database);
      const reading = store.accountsInPieces('r');
      let pieces = 0;
      for (let over = false; !over; pieces += 1) {
        const step = reading.next();
        over = step.done === true;
        for (const { at, number, act } of changes) {
          if (at !== pieces) continue;
          if (act === 'answer')
            store.saveAnswer('r', accountId(number), { at, verdict: 'allowed', reason: '', hint: '' });
          else if (act === 'tokens')
            store.saveTokens('r', accountId(number), { at, tokens: 1, lastAccess: null });
          else if (act === 'list') store.saveListed('r', listed(`New ${at}`, 1_000));
          else if (act === 'read another') store.accounts('other');
          else store.forget('r');
        }
        if (step.done && !changes.some(({ at }) => at === pieces)) {
          expect(step.value).toEqual(preflightStore(opened.database).accounts('r'));
        }
      }
      expect(store.accounts('r')).toEqual(preflightStore(opened.database).accounts('r'));
      if (changes.length === 0) expect(pieces).toBeGreaterThan(3);
    }),
    { numRuns: 8, examples: [[[]]] },
  );
});
