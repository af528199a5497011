/** Blanks names and e-mail addresses that have outlived what they were needed for; account IDs stay. */
import type { Database } from 'better-sqlite3';
import { readSetting } from '#lib/adapters/sqlite/stored-text';

/**
 * Blanks the name of the operator where no roster and no plan has the account any more, and the address that was given
 * for it where there is no roster and no plan at all. The account stays protected. Says whether anything was blanked.
 */
export function blankOperator(database: Database): boolean {
  const operator = readSetting(database, 'operator');
  let blanked = 0;
  if (operator !== null && operator !== 'unreadable' && operator.name + operator.email !== '') {
    const { accountId } = operator;
    const inRoster = database
      .prepare('SELECT 1 FROM roster_users WHERE instr(lower(user), lower(?)) > 0 LIMIT 1')
      .get(JSON.stringify(accountId));
    const inPlan = database
      .prepare('SELECT 1 FROM plan_entries WHERE lower(account_id) = lower(?) LIMIT 1')
      .get(accountId);
    if (!inRoster && !inPlan) {
      const nameless = JSON.stringify({ accountId, name: '', email: '' });
      blanked += database
        .prepare("UPDATE settings SET value = ? WHERE key = 'operator'")
        .run(nameless).changes;
    }
  }
  const anything = database.prepare('SELECT 1 FROM rosters UNION ALL SELECT 1 FROM plans LIMIT 1').get();
  if (!anything) blanked += database.prepare("DELETE FROM settings WHERE key = 'own-address'").run().changes;
  return blanked > 0;
}

/**
 * Blanks the names in the history of protections that were taken back before this moment (ms since the epoch), and the
 * words of such rules. Who is protected keeps the name, and every line stays: what was lost is still found by it.
 */
export function blankHistory(database: Database, before: number): boolean {
  const taken = `act = 'removed' AND at < @before`;
  const blank = database.transaction(() => {
    const people = database.prepare(
      `UPDATE protection_history SET what = '' WHERE what <> '' AND account_id <> '' AND lower(account_id) IN (
         SELECT lower(account_id) FROM protection_history WHERE ${taken} AND id IN (
           SELECT max(id) FROM protection_history WHERE account_id <> '' GROUP BY lower(account_id)))`,
    );
    const idOfRule = "CASE WHEN json_valid(rule) THEN rule ->> 'id' END";
    const rules = database.prepare(
      `UPDATE protection_history SET what = '', rule = NULL WHERE rule IS NOT NULL AND ${idOfRule} IN (
         SELECT ${idOfRule} FROM protection_history WHERE ${taken} AND id IN (
           SELECT max(id) FROM protection_history WHERE rule IS NOT NULL GROUP BY ${idOfRule}))`,
    );
    // Earlier versions noted a rule by its words alone.
    const words = database.prepare(
      `UPDATE protection_history SET what = '' WHERE what <> '' AND account_id = '' AND rule IS NULL AND what IN (
         SELECT what FROM protection_history WHERE ${taken} AND account_id = '' AND rule IS NULL)`,
    );
    return [words, people, rules].reduce((changed, each) => changed + each.run({ before }).changes, 0);
  });
  return blank() > 0;
}
