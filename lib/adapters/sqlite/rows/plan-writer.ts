/** Writes plans with their users and alarms. */
import type { Database } from 'better-sqlite3';
import { type RowsAhead, rowsAtOnce } from '#lib/adapters/sqlite/rows/rows-ahead';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { alarmsCodec, planCodec } from '#lib/domain/plan/stored-plan';
import { predictionCodec } from '#lib/domain/preflight/stored-preflight';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { PlanToSave } from '#lib/engine/storage/runs';

/** Writes plans. Only `save` begins a transaction of its own. */
interface PlanWriter {
  /** Adds users of a plan, which may be added later itself. */
  addUsers(planId: string, users: readonly PlanEntry[]): void;
  /** Adds a plan without its users. */
  add(plan: Plan, alarms: readonly PlanAlarm[]): void;
  /**
   * Saves a plan with its users if `holds` is true right before the plan is added; returns whether it was. A plan of
   * more users than one transaction takes is written in pieces.
   */
  save(sealed: PlanToSave, holds: () => boolean): Pieces<boolean>;
}

/** Writes plans into `database`; the users of large ones by `ahead`. */
export function planWriter(database: Database, ahead: RowsAhead): PlanWriter {
  const insertUser = database.prepare(
    'INSERT INTO plan_entries (plan_id, position, account_id, name, email, prediction) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertPlan = database.prepare('INSERT INTO plans (id, created_at, plan, alarms) VALUES (?, ?, ?, ?)');
  function addUsers(planId: string, users: readonly PlanEntry[]): void {
    for (const { position, accountId, name, email, prediction } of users) {
      const text = prediction ? JSON.stringify(predictionCodec.encode(prediction)) : null;
      insertUser.run(planId, position, accountId, name, email, text);
    }
  }
  function add(plan: Plan, alarms: readonly PlanAlarm[]): void {
    const text = JSON.stringify(planCodec.encode(plan));
    insertPlan.run(plan.id, plan.createdAt, text, JSON.stringify(alarmsCodec.encode(alarms)));
  }
  /** Adds the plan and its last users, if `holds` is true. `more` belongs to the same transaction. */
  const publish = database.transaction(
    (sealed: PlanToSave, last: readonly PlanEntry[], holds: () => boolean, more: () => void): boolean => {
      if (!holds()) return false;
      more();
      add(sealed.plan, sealed.alarms);
      addUsers(sealed.plan.id, last);
      return true;
    },
  );
  function saveInPieces(sealed: PlanToSave, holds: () => boolean): Pieces<boolean> {
    const { plan, entries } = sealed;
    const underWay = { runId: plan.id, planId: plan.id };
    function* write(): Pieces<boolean> {
      for (const group of inGroups(entries, rowsAtOnce)) {
        ahead.write(() => addUsers(plan.id, group));
        yield;
      }
      return publish(sealed, [], holds, () => ahead.arrived(underWay));
    }
    return ahead.keeping(underWay, write(), (isMade) => isMade);
  }
  return {
    addUsers,
    add,
    *save(sealed, holds) {
      return sealed.entries.length > rowsAtOnce
        ? yield* saveInPieces(sealed, holds)
        : publish(sealed, sealed.entries, holds, () => undefined);
    },
  };
}
