/** Tests rosters of made-up directories: who is in them, who is ticked, and who can be. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '#lib/adapters/sqlite/database';
import { directoryFiles } from '#lib/adapters/sqlite/directory/directory-files';
import { protectionStore } from '#lib/adapters/sqlite/stores/protection-store';
import { rosterStore } from '#lib/adapters/sqlite/stores/roster-store';
import { ruleStore } from '#lib/adapters/sqlite/stores/rule-store';
import { systemClock } from '#lib/adapters/system-clock';
import { accountKey } from '#lib/domain/account/account-id';
import { readFileStatus } from '#lib/domain/account/account-status';
import { noFacts } from '#lib/domain/directory/organisation-facts';
import type { AccountReading, Source } from '#lib/domain/directory/reading';
import { afterSweep, neverSwept } from '#lib/domain/directory/sweep';
import { atOnce } from '#lib/domain/text/pieces';
import { newKnowledge } from '#lib/engine/directory/knowledge';
import { newRules } from '#lib/engine/protection/protection-rules';
import { newProtections } from '#lib/engine/protection/protections';
import { makeOrganisationRoster } from '#lib/engine/roster/organisation-roster';
import { newSelection } from '#lib/engine/roster/selection';
import { random } from '#lib/server/random';

const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-organisation-'));
const opened = openDatabase(folder);
if (!opened.ok) throw new Error(opened.message);
afterAll(() => {
  opened.close();
  rmSync(folder, { recursive: true });
});

const { database, safe } = opened;
const rosters = rosterStore(database);
const vip = {
  id: 'vip',
  kind: 'domain',
  pattern: 'vip.example.com',
  reason: 'Sample',
  createdAt: 1,
} as const;
const store = ruleStore(database, safe);
store.add([{ rule: vip, people: [] }]);

const id = (run: number, number: number) =>
  `712020:${String(run).padStart(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;
const totals = { total: 0, active: 0, activeByDomain: {}, activeByProduct: {} };

/** Readings of one account by the two lists and a profile. Each source may lack any fact. */
const anyAccount = fc.array(
  fc.record({
    source: fc.constantFrom<Source>('managed-accounts', 'users-search', 'profile'),
    at: fc.integer({ min: 1_000, max: 200_000 }),
    generation: fc.constantFrom(1, 2),
    facts: fc.record(
      {
        claim: fc.constantFrom('managed', 'managed', 'managed', 'unmanaged'),
        status: fc.constantFrom('active', 'active', 'inactive', 'closed'),
        email: fc.constantFrom('a@example.com', 'b@vip.example.com', ''),
        organisationAdmin: fc.boolean(),
      },
      { requiredKeys: ['claim'] },
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

it('has everybody once, nobody ticked, and nobody eligible who is protected, an admin, inactive or gone', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyAccount, { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      // Readings may be dated later than this: then the clock was set back after them.
      fc.integer({ min: 1_000, max: 250_000 }),
      async (made, whole, wall) => {
        run += 1;
        const clock = { ...systemClock(), wall: () => wall };
        const files = directoryFiles(null);
        const directory = files.of({ api: 'https://api.example.com', organisationId: String(run) });
        const own = id(run, 0);
        for (const [number, readings] of made.entries()) {
          directory.save(readings.map((each): AccountReading => ({ accountId: id(run, number), ...each })));
        }
        const part = whole ? ({ state: 'known', at: 200_000 } as const) : undefined;
        const once = afterSweep(
          neverSwept,
          part ?? { state: 'partly', at: 1, message: '', hint: '' },
          totals,
        );
        directory.saveSweep('managed-accounts', whole ? { ...once, generation: 2 } : once);
        const current = { store: () => directory };
        const rules = newRules({ store, rosterStore: rosters, directory: current, clock, random });
        const protections = newProtections(protectionStore(database, safe), clock, rules.caught);
        protections.setOperator({ accountId: own, name: '', email: '' });
        const history = { lastRuns: () => new Map() };
        const roster = await makeOrganisationRoster({
          store: rosters,
          protections,
          rules,
          clock,
          random,
          organisation: () => null,
          connections: { view: () => ({ state: 'connected' }) as never },
          directory: current,
          history,
          isReading: () => false,
        });
        const page = directory.page(0, 100).accounts;
        if (!roster.ok) {
          // Only an organisation without any managed account has no roster.
          expect(
            page.every(({ readings }) => readings.some(({ facts }) => facts.claim === 'unmanaged')),
          ).toBe(true);
          return files.close();
        }
        const knowledge = newKnowledge({
          directory: current,
          rosterStore: rosters,
          history,
          facts: () => noFacts,
          clock,
        });
        const selection = newSelection({ rosterStore: rosters, protections, history, knowledge, clock });
        const users = atOnce(selection.review(roster.value.id));
        const ids = users.map(({ user }) => String(user.accountId));
        expect(new Set(ids).size).toBe(ids.length);
        expect(users.some(({ ticked }) => ticked)).toBe(false);
        const known = new Map(page.map(({ accountId, readings }) => [accountKey(accountId), readings]));
        for (const { user, block } of users) {
          const readings = known.get(accountKey(String(user.accountId))) ?? [];
          const says = (fits: (facts: AccountReading['facts']) => boolean) =>
            readings.some(({ facts }) => fits(facts));
          if (user.accountId === own) expect(block).not.toBeNull();
          if (says(({ organisationAdmin }) => organisationAdmin === true)) expect(block).not.toBeNull();
          if (says(({ email }) => email === 'b@vip.example.com')) expect(block).not.toBeNull();
          if (block === null) expect(readFileStatus(user.statusText)).not.toBe('inactive');
        }
        // An account that every source calls managed is there.
        for (const { accountId, readings } of page) {
          if (readings.every(({ facts }) => facts.claim === 'managed')) expect(ids).toContain(accountId);
        }
        rosters.remove(roster.value.id);
        files.close();
      },
    ),
    { numRuns: 60 },
  );
});
