/** For tests: the real engine on a data folder of its own, with a made-up Atlassian. */
import { classifyRecorded } from '#lib/adapters/atlassian/answers/classify-recorded';
import { originalFiles } from '#lib/adapters/original-files';
import { openDatabase } from '#lib/adapters/sqlite/database';
import { directoryFiles } from '#lib/adapters/sqlite/directory/directory-files';
import { protectionStore } from '#lib/adapters/sqlite/stores/protection-store';
import { retentionStore } from '#lib/adapters/sqlite/stores/retention-store';
import { rosterStore } from '#lib/adapters/sqlite/stores/roster-store';
import { ruleStore } from '#lib/adapters/sqlite/stores/rule-store';
import { runStore } from '#lib/adapters/sqlite/stores/run-store';
import { sizeLimitStore } from '#lib/adapters/sqlite/stores/size-limit-store';
import { summaryStore } from '#lib/adapters/sqlite/stores/summary-store';
import { type Engine, newEngine } from '#lib/engine/engine';
import type { Atlassian, Clock } from '#lib/engine/ports';
import { hashing } from '#lib/server/hashing';
import { random } from '#lib/server/random';
import { until } from '#test/until';

/** Opens an engine that is connected to the organisation `org`, in an empty folder. `close` leaves the folder. */
export async function openEngine(
  folder: string,
  client: Atlassian,
  clock: Clock,
): Promise<{ engine: Engine; close(): Promise<void> }> {
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.message);
  const { database, safe } = opened;
  const directories = directoryFiles(null);
  const rosters = rosterStore(database);
  const engine = newEngine({
    rosterStore: rosters,
    originals: originalFiles(folder),
    protectionStore: protectionStore(database, safe),
    ruleStore: ruleStore(database, safe),
    runStore: runStore(database, safe),
    directoryFiles: directories,
    sizeLimitStore: sizeLimitStore(database),
    summaryStore: summaryStore(database),
    retentionStore: retentionStore(database, safe, rosters),
    clock,
    random,
    hashing,
    demo: { start: () => Promise.reject(new Error('not used')), exportCsv: () => null },
    apiUrl: 'https://api.example.com',
    environment: { key: 'a-key-of-the-tests', organisationId: 'org' },
    keyFault: () => null,
    classifyRecorded,
    gateway: (mayWrite) => ({
      open: () => ({
        ...client,
        async disable(accountId, message, signal) {
          const why = mayWrite(accountId);
          if (why !== null) throw new Error(why);
          return client.disable(accountId, message, signal);
        },
      }),
    }),
  });
  await until(() => {
    const view = engine.connections.view();
    return view.state === 'connected' && view.check.state !== 'unchecked';
  });
  return {
    engine,
    async close() {
      await engine.runs.close();
      await engine.readAhead.leaving();
      directories.close();
      await rosters.close();
      opened.close();
    },
  };
}
