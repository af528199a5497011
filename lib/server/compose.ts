/** The composition root: the one place where adapters meet the engine. */
import { classifyRecorded } from '#lib/adapters/atlassian/answers/classify-recorded';
import { createAtlassianClient } from '#lib/adapters/atlassian/atlassian-client';
import { eraseOriginals, originalFiles } from '#lib/adapters/original-files';
import { type Redact, redactorOf } from '#lib/adapters/redact/redact';
import { type RosterThread, sameThread } from '#lib/adapters/roster-thread/roster-thread';
import { workerThread } from '#lib/adapters/roster-thread/worker-thread';
import { openDatabase, openToWatch } from '#lib/adapters/sqlite/database';
import { directoryFiles, eraseDirectories } from '#lib/adapters/sqlite/directory/directory-files';
import { leftoversIn } from '#lib/adapters/sqlite/roster/roster-folder';
import { settingStore } from '#lib/adapters/sqlite/setting-store';
import { unreadableSettings } from '#lib/adapters/sqlite/stored-text';
import { storesOf } from '#lib/adapters/sqlite/stores/stores-of';
import { systemClock } from '#lib/adapters/system-clock';
import type { Config } from '#lib/config';
import { type Engine, newEngine } from '#lib/engine/engine';
import type { EngineParts } from '#lib/engine/engine-parts';
import { bytesMayRemain, done, failed, onlyWatching, type Result } from '#lib/engine/errors';
import type { Atlassian, Clock, Keychain } from '#lib/engine/ports';
import type { RunStore } from '#lib/engine/storage/runs';
import { type App, registerApp, replaceApp } from '#lib/server/app';
import { demoHost } from '#lib/server/demo/demo-host';
import { cleanText } from '#lib/server/diagnostics/clean-text';
import { recordedRuns } from '#lib/server/diagnostics/recorded-runs';
import { newRecorder, type Recorder } from '#lib/server/diagnostics/recorder';
import { forgetDatabase, forgetEverything } from '#lib/server/folder/data-folder';
import { homeFolder } from '#lib/server/folder/home-folder';
import { newSweeper, type Sweeper } from '#lib/server/folder/sweeper';
import { hashing } from '#lib/server/hashing';
import { reportSalt } from '#lib/server/http/redacted-report';
import { newServedReviews } from '#lib/server/http/served-reviews';
import { preferenceKeeper } from '#lib/server/preferences';
import { random } from '#lib/server/random';

/** The application, or the obstacle. */
type Composed = { ok: true; app: App } | { ok: false; code: string; message: string; hint: string };

/** Time between two deletions of expired data while the program runs, in ms. */
const sweepEveryMs = 6 * 3_600_000;
/**
 * Time between two checks whether lists are due to be read ahead, in ms. A list that was read is due again after hours.
 * A list that was refused, or whose reading ended early, is due at once.
 */
const lookEveryMs = 10 * 60_000;

/**
 * The parts of the application: the settings of the environment, and parts that only the program or a test provides.
 */
interface AppParts
  extends Pick<Config, 'dataDir' | 'apiUrl' | 'apiKey' | 'organisationId'>,
    Pick<EngineParts, 'keyFault' | 'readsAhead'> {
  version: string;
  /** Absent: the computer's. */
  clock?: Clock | undefined;
  /** Whether a folder that another process owns is opened all the same, only to read. */
  watch?: boolean;
  /** Absent if there is none. */
  keychain?: Keychain | null;
  /** Wraps the store of runs, for tests. */
  around?(store: RunStore): RunStore;
  /** Whether the key of the environment is ignored until the next start. */
  keyForgotten?: boolean;
  /** Writes one line of the log; absent if the log is off. */
  logTo?: (line: string) => void;
  /** The program of the thread that reads files and erases them; absent in tests, where no thread is started. */
  rosterWorker?: URL;
  /** Whether a deactivation takes time in the demo organisation; in tests it does not. */
  demoTakesTime?: boolean;
}

/** Opens the data folder and builds the application on it. An obstacle is returned as a value. */
export async function composeApp(parts: AppParts): Promise<Composed> {
  const folder = openFolder(parts);
  if (!folder.ok) return folder;
  const ground = newGround(parts, folder);
  const engine = await engineOn(parts, folder, ground);
  const app = appOf(parts, folder, ground, engine);
  registerApp(app);
  return { ok: true, app };
}

/** Opens the database. `watching`: another process owns the folder, and nothing is written. */
function openFolder({ dataDir, watch }: AppParts) {
  const found = openDatabase(dataDir);
  const watching = watch === true && !found.ok && found.code === 'in-use';
  const opened = watching ? openToWatch(dataDir) : found;
  return opened.ok ? { ok: true as const, opened, watching } : opened;
}

type Folder = ReturnType<typeof openFolder> & { ok: true };

/** The parts below the engine: the log, the stores and files of the data folder, the keychain, the demo organisation. */
function newGround(parts: AppParts, { opened, watching }: Folder) {
  const { dataDir, version, clock = systemClock() } = parts;
  const demo = demoHost(dataDir, parts.demoTakesTime ?? false);
  const redaction = newRedaction();
  const clean = cleanText({ redact: redaction.redact, folder: dataDir, home: homeFolder() });
  const recorder = newRecorder({ write: parts.logTo ?? null, clean, now: clock.wall });
  const sqliteVersion = String(opened.database.prepare('SELECT sqlite_version()').pluck().get());
  recorder.log?.('start', { version, node: process.versions.node, sqlite: sqliteVersion, watching });
  const directories = directoryFiles(dataDir, watching);
  const thread = parts.rosterWorker ? workerThread(parts.rosterWorker) : sameThread;
  const stores = storesOf(opened, thread);
  const originals = originalFiles(dataDir, thread.erase);
  const keychain = (watching ? null : parts.keychain) ?? null;
  return {
    clock,
    demo,
    redaction,
    clean,
    recorder,
    sqliteVersion,
    directories,
    thread,
    stores,
    originals,
    keychain,
  };
}

type Ground = ReturnType<typeof newGround>;

async function engineOn(parts: AppParts, { opened, watching }: Folder, ground: Ground): Promise<Engine> {
  const { version, apiKey: key } = parts;
  const { stores, recorder, keychain } = ground;
  return newEngine({
    ...stores,
    ...fromEnvironment(parts, watching),
    originals: ground.originals,
    runStore: recordedRuns(parts.around?.(stores.runStore) ?? stores.runStore, recorder),
    directoryFiles: ground.directories,
    clock: ground.clock,
    random,
    hashing,
    demo: ground.demo,
    product: { version, operatorName: settingStore(opened.database, 'operator-name') },
    watching,
    ...(recorder.log && { log: recorder.log }),
    keychain,
    kept: key ? null : ((await keychain?.read()) ?? null),
    classifyRecorded,
    gateway: gatewayOf(version, recorder, ground.redaction),
  });
}

/** The application, whose regular work begins here. Its `close` ends each part before those that it uses. */
function appOf(parts: AppParts, { opened, watching }: Folder, ground: Ground, engine: Engine): App {
  const { dataDir, version } = parts;
  const { database, safe } = opened;
  const { demo, recorder, directories, originals } = ground;
  const sweeper = newSweeper(engine.retention.sweep, (problem) => recorder.exception('data folder', problem));
  if (!watching) originals.keepOnly(engine.rosters.list().map(({ id }) => id));
  const stopRepeating = watching ? () => undefined : repeat(engine, sweeper);
  let startingOver: Promise<Result<void>> | null = null;
  const app: App = {
    engine,
    rehearsal: {
      ...demo,
      async renew(size) {
        await engine.readAhead.leaving();
        await demo.renew(size);
        engine.directories.forgetDemo();
      },
    },
    preferences: preferenceKeeper(settingStore(database, 'preferences')),
    version,
    now: ground.clock.wall,
    dataDir,
    durability: opened.durability,
    misplaced: safe.misplaced,
    storageNotices: () => [
      ...safe.notices(),
      ...unreadableSettings(database),
      ...directories.notices(),
      ...sweeper.notices(),
    ],
    watching,
    keyInEnvironment: parts.apiKey !== undefined && !watching,
    redact: ground.redaction.redact,
    clean: ground.clean,
    recorder,
    servedReviews: newServedReviews(random.id),
    reportSalt: reportSalt(settingStore(database, 'report-salt'), watching),
    sqliteVersion: ground.sqliteVersion,
    startOver() {
      startingOver ??= startOver(app, parts, ground.thread).finally(() => {
        startingOver = null;
      });
      return startingOver;
    },
    async close() {
      stopRepeating();
      await engine.runs.close();
      await engine.readAhead.leaving();
      await engine.connections.client()?.close();
      await demo.close();
      directories.close();
      await ground.stores.rosterStore.close();
      await originals.close();
      opened.close();
      registerApp(undefined);
    },
  };
  return app;
}

/**
 * The parts of the engine that come from the environment. A process that only watches connects to nothing by itself.
 */
function fromEnvironment(parts: AppParts, watching: boolean) {
  const { apiUrl, apiKey: key, organisationId, keyFault } = parts;
  return {
    apiUrl,
    environment: key && !watching && !parts.keyForgotten ? { key, organisationId } : null,
    ...(keyFault && { keyFault }),
    readsAhead: !watching && (parts.readsAhead ?? false),
  };
}

/**
 * Opens clients of Atlassian. Their requests are recorded, and their keys are redacted in texts while they are open.
 */
function gatewayOf(
  version: string,
  recorder: Recorder,
  { during }: ReturnType<typeof newRedaction>,
): EngineParts['gateway'] {
  const product = { name: 'Lockstep', version };
  return (mayWrite) => ({
    open: ({ apiUrl, key }) =>
      during(key, createAtlassianClient({ baseUrl: apiUrl, key, product, mayWrite, sent: recorder.request })),
  });
}

/** Regularly deletes expired data and reads lists ahead. Returns a function that ends it. */
function repeat(engine: Engine, sweeper: Sweeper): () => void {
  sweeper.sweep();
  const timers = [
    setInterval(() => sweeper.sweep(), sweepEveryMs),
    setInterval(() => engine.readAhead.look(), lookEveryMs),
  ];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

/** Redacts the keys that are in use in texts. */
function newRedaction() {
  /** One redactor for each key in use. */
  const redactors = new Set<Redact>();
  return {
    redact: (text: string) => [...redactors].reduce((left, redact) => redact(left), text),
    /** The same client; its key is in use until it is closed. */
    during(key: string, client: Atlassian): Atlassian {
      const redact = redactorOf(key);
      redactors.add(redact);
      return {
        ...client,
        close() {
          redactors.delete(redact);
          return client.close();
        },
      };
    },
  };
}

/** Deletes everything and composes the application again. */
async function startOver(app: App, parts: AppParts, thread: RosterThread): Promise<Result<void>> {
  const { engine, watching, dataDir } = app;
  if (watching) return onlyWatching();
  const unfinished = engine.runs.list().find(({ summary }) => summary.status !== 'ended');
  if (unfinished) {
    return failed('conflict', `Run ${unfinished.record.number} has not ended.`, 'Stop it first.');
  }
  const forgotten = await engine.connections.forget();
  if (!forgotten.ok) return forgotten;
  return replaceApp(async () => {
    await app.close();
    // If this is interrupted, the next start finds all rosters, or none and erases what is left of them.
    const areDirectoriesErased = eraseDirectories(dataDir);
    forgetDatabase(dataDir);
    const erased = [
      areDirectoriesErased,
      await thread.erase(leftoversIn(dataDir, [])),
      eraseOriginals(dataDir),
    ];
    forgetEverything(dataDir);
    const again = await composeApp({ ...parts, watch: false, keyForgotten: true });
    if (!again.ok) return failed('storage', again.message, again.hint);
    return erased.every((isErased) => isErased)
      ? done(undefined)
      : bytesMayRemain('then delete everything again.');
  });
}
