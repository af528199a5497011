/** Protection rules in SQLite, and the accounts that they match. */
import type { Database } from 'better-sqlite3';
import type { Safekeeping } from '#lib/adapters/sqlite/safekeeping';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import type { Protection } from '#lib/domain/protection/protection';
import {
  caughtBy,
  type ProtectionRule,
  protectionRuleSchema,
  ruleLabel,
  sameRule,
} from '#lib/domain/protection/protection-rule';
import type { CaughtByRule, Recount, RuleStore } from '#lib/engine/storage/protections';

/**
 * The rules of this data folder. The accounts that they match also stay in memory, since they are checked before every
 * call.
 */
export function ruleStore(database: Database, safe: Safekeeping): RuleStore {
  const selectRules = database.prepare<[], ProtectionRule>(
    'SELECT id, kind, pattern, reason, created_at AS createdAt FROM protection_rules ORDER BY created_at DESC, id',
  );
  const selectCatches = database.prepare<[], Person & { ruleId: string }>(
    'SELECT rule_id AS ruleId, account_id AS accountId, name, email FROM protection_catches',
  );
  const insertRule = database.prepare(
    `INSERT INTO protection_rules (id, kind, pattern, reason, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, pattern = excluded.pattern, reason = excluded.reason`,
  );
  const insertCatch = database.prepare(
    'INSERT OR REPLACE INTO protection_catches (rule_id, account_id, name, email) VALUES (?, ?, ?, ?)',
  );
  const deleteCatch = database.prepare(
    'DELETE FROM protection_catches WHERE rule_id = ? AND lower(account_id) = lower(?)',
  );
  const note = database.prepare(
    "INSERT INTO protection_history (at, act, account_id, source, reason, what, rule) VALUES (?, ?, '', 'rule', ?, ?, ?)",
  );
  let rules: ProtectionRule[] = [];
  let caught = new Map<AccountKey, Protection>();
  let counts = new Map<string, number>();

  /** If several rules match an account, the newest one gives the reason. */
  function read(): void {
    rules = selectRules
      .all()
      .map((rule) => (protectionRuleSchema.safeParse(rule).success ? rule : unreadableRule(rule)));
    const byId = new Map(rules.map((rule) => [rule.id, rule]));
    caught = new Map();
    counts = new Map();
    for (const { ruleId, ...person } of selectCatches.all()) {
      const rule = byId.get(ruleId);
      if (!rule) continue;
      counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
      const key = accountKey(person.accountId);
      const before = caught.get(key);
      if (!before || before.createdAt < rule.createdAt) caught.set(key, caughtBy(rule, person));
    }
  }
  read();

  function insertCatches(ruleId: string, people: readonly Person[]): void {
    for (const { accountId, name, email } of people) insertCatch.run(ruleId, accountId, name, email);
  }
  const add = database.transaction((added: readonly CaughtByRule[]) => {
    for (const { rule, people } of added) {
      insertRule.run(rule.id, rule.kind, rule.pattern, rule.reason, rule.createdAt);
      note.run(rule.createdAt, 'added', rule.reason, ruleLabel(rule), JSON.stringify(rule));
      insertCatches(rule.id, people);
    }
  });
  const remove = database.transaction((rule: ProtectionRule, reason: string, at: number) => {
    database.prepare('DELETE FROM protection_catches WHERE rule_id = ?').run(rule.id);
    database.prepare('DELETE FROM protection_rules WHERE id = ?').run(rule.id);
    note.run(at, 'removed', reason, ruleLabel(rule), JSON.stringify(rule));
  });
  const recount = database.transaction((changes: readonly Recount[]) => {
    for (const { ruleId, caught: people, freed } of changes) {
      insertCatches(ruleId, people);
      for (const accountId of freed) deleteCatch.run(ruleId, accountId);
    }
  });
  const thenRead =
    <A extends unknown[]>(write: (...given: A) => void) =>
    (...given: A) => {
      write(...given);
      safe.secure();
      read();
    };
  return {
    rules: () => rules,
    caught: () => caught,
    count: (ruleId) => counts.get(ruleId) ?? 0,
    add: thenRead(add),
    joined: (added) => ({ write: () => add(added), written: read }),
    remove: thenRead(remove),
    recount: thenRead(recount),
    lost() {
      const changes = database.prepare<[], { act: 'added' | 'removed'; rule: string }>(
        'SELECT act, rule FROM protection_history WHERE rule IS NOT NULL ORDER BY id',
      );
      const inForce = new Map<string, ProtectionRule>();
      for (const { act, rule: text } of changes.iterate()) {
        const { data: rule } = protectionRuleSchema.safeParse(parsed(text));
        // A damaged line does not show which rule it is about.
        if (!rule) continue;
        if (act === 'added') inForce.set(rule.id, rule);
        else inForce.delete(rule.id);
      }
      for (const rule of selectRules.all()) {
        const written = inForce.get(rule.id);
        if (written && sameRule(written, rule)) inForce.delete(rule.id);
      }
      return [...inForce.values()];
    },
  };
}

/** Replaces a rule of an unknown kind. It continues to protect its accounts, and can be removed. */
function unreadableRule(rule: ProtectionRule): ProtectionRule {
  return { ...rule, kind: 'name', pattern: 'a rule that can no longer be read' };
}
