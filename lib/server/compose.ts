/** The composition root: the one place where adapters meet the engine. */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { createAtlassianClient } from '#lib/adapters/atlassian-client';
import { classifyRecorded } from '#lib/adapters/classify-recorded';
import { openDatabase } from '#lib/adapters/sqlite/database';
import { preflightStore } from '#lib/adapters/sqlite/preflight-store';
import { protectionStore } from '#lib/adapters/sqlite/protection-store';
import { rosterStore } from '#lib/adapters/sqlite/roster-store';
import { runStore } from '#lib/adapters/sqlite/run-store';
import { systemClock } from '#lib/adapters/system-clock';
import type { Config } from '#lib/config';
import { newEngine } from '#lib/engine/engine';
import type { Chance, Clock } from '#lib/engine/ports';
import { type App, shelve } from '#lib/server/app';
import { demoHost } from '#lib/server/demo-host';

export type Composed = { ok: true; app: App } | { ok: false; message: string; cure: string };

/** Opens the data folder and builds the application on it; what stands in the way is a value. */
export async function composeApp(
  config: Pick<Config, 'dataDir' | 'apiUrl' | 'apiKey' | 'organisationId'>,
  version: string,
  clock: Clock = systemClock(),
): Promise<Composed> {
  const opened = openDatabase(config.dataDir);
  if (!opened.ok) return { ok: false, message: opened.message, cure: opened.cure };
  const { database } = opened;
  const demo = demoHost(join(config.dataDir, 'demo-organisation.jsonl'));
  const engine = newEngine({
    rosterStore: rosterStore(database),
    protectionStore: protectionStore(database),
    runStore: runStore(database),
    preflightStore: preflightStore(database),
    clock,
    chance,
    demo,
    apiUrl: config.apiUrl,
    environment: config.apiKey ? { key: config.apiKey, organisationId: config.organisationId } : null,
    classifyRecorded,
    gateway: (mayWrite) => ({
      open: ({ apiUrl, key }) =>
        createAtlassianClient({ baseUrl: apiUrl, key, product: { name: 'Lockstep', version }, mayWrite }),
    }),
  });
  const app: App = {
    engine,
    version,
    dataDir: config.dataDir,
    async close() {
      await engine.runs.close();
      await engine.preflight.close();
      await engine.connections.client()?.close();
      await demo.close();
      opened.close();
      shelve(undefined);
    },
  };
  shelve(app);
  return { ok: true, app };
}

const chance: Chance = {
  id: () => randomBytes(12).toString('base64url'),
  fraction: () => randomInt(0, 2 ** 32) / 2 ** 32,
  sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
};
