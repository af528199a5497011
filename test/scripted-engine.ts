/** For tests: the real engine on a data folder of its own, with a made-up Atlassian. */
import { classifyRecorded } from '#lib/adapters/atlassian/answers/classify-recorded';
import { originalFiles } from '#lib/adapters/original-files';
import { openDatabase } from '#lib/adapters/sqlite/database';
import { directoryFiles } from '#lib/adapters/sqlite/directory/directory-files';
import { storesOf } from '#lib/adapters/sqlite/stores/stores-of';
import { type Engine, newEngine } from '#lib/engine/engine';
import type { Atlassian, Clock } from '#lib/engine/ports';
import { hashing } from '#lib/server/hashing';
import { random } from '#lib/server/random';
import { until } from '#test/until';

/**
 * Opens an engine that is connected to the organisation `org`, in an empty folder. `close` does not remove the folder.
 */
export async function openEngine(
  folder: string,
  client: Atlassian,
  clock: Clock,
): Promise<{ engine: Engine; close(): Promise<void> }> {
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.message);
  const directories = directoryFiles(null);
  const stores = storesOf(opened);
  const engine = newEngine({
    ...stores,
    originals: originalFiles(folder),
    directoryFiles: directories,
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
      await stores.rosterStore.close();
      opened.close();
    },
  };
}
