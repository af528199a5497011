/** Reads stored plans. Damaged parts are replaced by placeholders, so that the rest can be shown and reported. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import { type PlanAlarm, planAlarmSchema } from '#lib/domain/plan/alarms/alarm';
import { lostPlan, type Plan, type PlanEntry, planSchema } from '#lib/domain/plan/plan';
import { alarmsCodec, planCodec } from '#lib/domain/plan/stored-plan';
import { predictionSchema } from '#lib/domain/preflight/preflight';
import { predictionCodec } from '#lib/domain/preflight/stored-preflight';
import type { PlanAccount, PlanName, PlanPage } from '#lib/engine/storage/runs';

interface PlanRow {
  position: number;
  accountId: string;
  name: string;
  email: string;
  prediction: string | null;
}

/** The plan with this ID; null if there is none. A damaged one has no digest, so nothing can be done with it. */
export function storedPlan(database: Database, id: string): Plan | null {
  const row = database
    .prepare<[string], { plan: string; createdAt: number }>(
      'SELECT plan, created_at AS createdAt FROM plans WHERE id = ?',
    )
    .get(id);
  if (!row) return null;
  const plan = planSchema.safeParse(planCodec.decode(parsed(row.plan)));
  if (plan.success) return plan.data;
  return lostPlan({ id, count: storedEntries(database, id).length, createdAt: row.createdAt });
}

/** The alarms of a plan when it was sealed; none if they can no longer be read. */
export function storedAlarms(database: Database, id: string): PlanAlarm[] {
  const text = database
    .prepare<[string], string | null>('SELECT alarms FROM plans WHERE id = ?')
    .pluck()
    .get(id);
  return z.array(planAlarmSchema).safeParse(alarmsCodec.decode(parsed(text ?? '[]'))).data ?? [];
}

/** The plan's users in order. For a page: at most `limit` of those after the position `after`. */
export function storedEntries(
  database: Database,
  id: string,
  { after, limit }: PlanPage = { after: Number.MIN_SAFE_INTEGER, limit: -1 },
): PlanEntry[] {
  // Folders of the first format that were never opened since have no predictions.
  const kept = database.prepare("SELECT 1 FROM pragma_table_info('plan_entries') WHERE name = 'prediction'");
  const prediction = kept.get() === undefined ? 'NULL AS prediction' : 'prediction';
  return database
    .prepare<[string, number, number], PlanRow>(
      `SELECT position, account_id AS accountId, name, email, ${prediction}
       FROM plan_entries WHERE plan_id = ? AND position > ? ORDER BY position LIMIT ?`,
    )
    .all(id, after, limit)
    .map(({ prediction, ...entry }) => {
      if (prediction === null) return entry;
      const { data } = predictionSchema.safeParse(predictionCodec.decode(parsed(prediction)));
      return data ? { ...entry, prediction: data } : entry;
    });
}

/** The account IDs of a plan, in order. */
export function storedAccounts(database: Database, id: string): PlanAccount[] {
  return database
    .prepare<[string], PlanAccount>(
      'SELECT position, account_id AS accountId FROM plan_entries WHERE plan_id = ? ORDER BY position',
    )
    .all(id);
}

/** The e-mail addresses of the users from one position to another, in order. */
export function storedAddresses(
  database: Database,
  id: string,
  { first, last }: { first: number; last: number },
): { position: number; email: string }[] {
  return database
    .prepare<[string, number, number], { position: number; email: string }>(
      'SELECT position, email FROM plan_entries WHERE plan_id = ? AND position BETWEEN ? AND ? ORDER BY position',
    )
    .all(id, first, last);
}

/**
 * The positions of a plan's users with one of these account IDs or this address, in any case of ASCII letters, in
 * order.
 */
export function storedPositionsOf(
  database: Database,
  id: string,
  { accountIds, email }: { accountIds: readonly string[]; email: string },
): number[] {
  const marks = ['?', ...accountIds.map(() => '?')].join(', ');
  return database
    .prepare<string[], number>(
      `SELECT position FROM plan_entries
       WHERE plan_id = ? AND ((email <> '' AND email = ? COLLATE NOCASE) OR account_id COLLATE NOCASE IN (${marks}))
       ORDER BY position`,
    )
    .pluck()
    .all(id, email, '', ...accountIds);
}

/** The names of a plan's users, with their accounts: at most `limit` of those after the position `after`, in order. */
export function storedNames(database: Database, id: string, { after, limit }: PlanPage): PlanName[] {
  return database
    .prepare<[string, number, number], PlanName>(
      `SELECT position, account_id AS accountId, name FROM plan_entries
       WHERE plan_id = ? AND position > ? AND name <> '' ORDER BY position LIMIT ?`,
    )
    .all(id, after, limit);
}
