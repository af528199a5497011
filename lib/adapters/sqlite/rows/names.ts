/** Blanks names, e-mail addresses and reasons that are no longer needed. Account IDs stay. */
import type { Database } from 'better-sqlite3';
import { readOperator, writeOperator } from '#lib/adapters/sqlite/rows/operator';
import type { RosterStore } from '#lib/engine/storage/rosters';

/**
 * Blanks the operator's name if no roster and no plan has the account any more, and the address that was given for it
 * if there are no rosters and plans at all. The account stays protected. Returns whether anything was blanked.
 */
export function blankOperator(database: Database, rosters: Pick<RosterStore, 'hasAccount'>): boolean {
  const operator = readOperator(database);
  let blanked = 0;
  if (operator !== null && operator !== 'unreadable' && operator.name + operator.email !== '') {
    const { accountId } = operator;
    const inPlan = database
      .prepare('SELECT 1 FROM plan_entries WHERE lower(account_id) = lower(?) LIMIT 1')
      .get(accountId);
    if (!inPlan && !rosters.hasAccount(accountId)) {
      writeOperator(database, { accountId, name: '', email: '' });
      blanked += 1;
    }
  }
  const anything = database.prepare('SELECT 1 FROM rosters UNION ALL SELECT 1 FROM plans LIMIT 1').get();
  if (!anything) blanked += database.prepare("DELETE FROM settings WHERE key = 'own-address'").run().changes;
  return blanked > 0;
}

/**
 * Blanks names and reasons in the history of protections that were removed before this moment (ms since the epoch), and
 * the patterns of such rules. A protection that was added again keeps them, since its lines come later. Every line
 * stays, so that lost protections can still be found. Returns whether anything was blanked.
 */
export function blankHistory(database: Database, before: number): boolean {
  const idOfRule = "CASE WHEN json_valid(rule) THEN rule ->> 'id' END";
  const blank = database.transaction(() => {
    const changed = [
      // Earlier versions identified a rule by its text alone.
      { about: 'what', which: "account_id = '' AND rule IS NULL" },
      { about: 'lower(account_id)', which: "account_id <> ''" },
      { about: idOfRule, which: 'rule IS NOT NULL' },
    ].map(
      ({ about, which }) =>
        database
          .prepare(
            `UPDATE protection_history SET what = '', reason = '', rule = NULL
           FROM (SELECT ${about} AS about, max(id) AS last FROM protection_history
             WHERE ${which} AND act = 'removed' AND at < @before GROUP BY 1) AS taken
           WHERE ${which} AND ${about} = taken.about AND id <= taken.last
             AND (coalesce(what, '') <> '' OR reason <> '' OR rule IS NOT NULL)`,
          )
          .run({ before }).changes,
    );
    return changed.some((lines) => lines > 0);
  });
  return blank();
}
