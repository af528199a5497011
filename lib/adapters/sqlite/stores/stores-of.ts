/** All stores of the engine that are in one database. */
import type { RosterThread } from '#lib/adapters/roster-thread/roster-thread';
import type { OpenedDatabase } from '#lib/adapters/sqlite/database';
import { protectionStore } from '#lib/adapters/sqlite/stores/protection-store';
import { retentionStore } from '#lib/adapters/sqlite/stores/retention-store';
import { rosterStore } from '#lib/adapters/sqlite/stores/roster-store';
import { ruleStore } from '#lib/adapters/sqlite/stores/rule-store';
import { runStore } from '#lib/adapters/sqlite/stores/run-store';
import { sizeLimitStore } from '#lib/adapters/sqlite/stores/size-limit-store';
import { summaryStore } from '#lib/adapters/sqlite/stores/summary-store';

/** The stores by the names that the engine gives them. Long work on the files of rosters is done by `thread`. */
export function storesOf(
  { database, safe }: Pick<Extract<OpenedDatabase, { ok: true }>, 'database' | 'safe'>,
  thread?: RosterThread,
) {
  const rosters = rosterStore(database, thread);
  return {
    rosterStore: rosters,
    protectionStore: protectionStore(database, safe),
    ruleStore: ruleStore(database, safe),
    runStore: runStore(database, safe),
    summaryStore: summaryStore(database),
    sizeLimitStore: sizeLimitStore(database),
    retentionStore: retentionStore(database, safe, rosters),
  };
}
