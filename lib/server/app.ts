/** The running application, as routes see it. */
import type { Engine } from '#lib/engine/engine';
import { failed, type Result } from '#lib/engine/errors';
import type { StorageNotice } from '#lib/engine/storage';
import type { Rehearsal } from '#lib/server/demo/rehearsal';
import type { PreferenceKeeper } from '#lib/server/preferences';

/** The one engine of this process. */
export interface App {
  engine: Engine;
  rehearsal: Rehearsal;
  preferences: PreferenceKeeper;
  version: string;
  dataDir: string;
  /** How writes reach the disk, as the database reads back; null where another process writes. */
  durability: string | null;
  /** Why what is written does not get into the data folder any more; null where it does. */
  misplaced(): StorageNotice | null;
  /** What the admin must know of the data folder; nothing where all is well. */
  storageNotices(): StorageNotice[];
  /** Another process owns the data folder: this one shows what is in it and changes nothing. */
  watching: boolean;
  /** The environment has a key: it comes back at every start, whatever was forgotten. */
  keyInEnvironment: boolean;
  /** Takes the key out of a text before it is printed. */
  redact(text: string): string;
  /** Deletes everything in the data folder and begins anew, as after the first start, without a connection. */
  startOver(): Promise<Result<void>>;
  close(): Promise<void>;
}

const key = Symbol.for('lockstep.app');
const registry = globalThis as { [key]?: App };

/** Registers the application where every route finds it: Next may load a module twice, but there is one `globalThis`. */
export function registerApp(app: App | undefined): void {
  if (app) registry[key] = app;
  else delete registry[key];
}

/** The application; throws where a route runs outside the launcher, which must not happen. */
export function app(): App {
  const found = registry[key];
  if (!found) throw new Error('Lockstep is not started: use npm start.');
  return found;
}

/** The application, where it is connected to the demo organisation. */
export function rehearsing(): Result<App> {
  const current = app();
  const connection = current.engine.connections.view();
  if (connection.state === 'connected' && connection.source === 'demo') return { ok: true, value: current };
  return failed(
    'not-found',
    'Rehearsals are for the demo organisation only.',
    'Connect to the demo organisation first.',
  );
}
