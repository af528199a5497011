/** The running application, as routes see it. */
import { type ConnectionStage, stageOf } from '#lib/domain/connection/stage';
import type { StorageNotice } from '#lib/domain/retention';
import type { Engine } from '#lib/engine/engine';
import { failed, type Result } from '#lib/engine/errors';
import type { Rehearsal } from '#lib/server/demo/rehearsal';
import type { Recorder } from '#lib/server/diagnostics/recorder';
import type { ServedReviews } from '#lib/server/http/served-reviews';
import type { PreferenceKeeper } from '#lib/server/preferences';

/** The one engine of this process. */
export interface App {
  engine: Engine;
  rehearsal: Rehearsal;
  preferences: PreferenceKeeper;
  version: string;
  /** The time of the program's clock, ms since the epoch. */
  now(): number;
  dataDir: string;
  /** The durability settings, as the database reads them back; null if another process writes. */
  durability: string | null;
  /** The reason why writes no longer reach the data folder; null if they do. */
  misplaced(): StorageNotice | null;
  /** Notices about the data folder for the admin; empty if all is well. */
  storageNotices(): StorageNotice[];
  /** Another process owns the data folder. This one shows its content and changes nothing. */
  watching: boolean;
  /** The environment contains a key. It returns at every start, even after it was forgotten. */
  keyInEnvironment: boolean;
  /** Redacts the key in a text before it is printed. */
  redact(text: string): string;
  /** Redacts key, e-mail addresses and folders in a text of Lockstep that may leave the computer. */
  clean(text: string): string;
  recorder: Recorder;
  servedReviews: ServedReviews;
  /** The salt of the hashes in redacted reports, as hexadecimal text, made at the first call. */
  reportSalt: { read(): Result<string> };
  /** The version of the database engine. */
  sqliteVersion: string;
  /** Deletes everything in the data folder and restarts as after the first start, without a connection. */
  startOver(): Promise<Result<void>>;
  close(): Promise<void>;
}

const key = Symbol.for('lockstep.app');
const replacing = Symbol.for('lockstep.app.replacing');
/** Next may load a module twice, but there is only one `globalThis`. */
const registry = globalThis as { [key]?: App; [replacing]?: Promise<unknown> };

/** Registers the application; undefined: there is none any more. */
export function registerApp(app: App | undefined): void {
  if (app) registry[key] = app;
  else delete registry[key];
}

/** The application. Throws if a route runs outside the launcher, which is a bug. */
export function app(): App {
  const found = registry[key];
  if (!found) throw new Error('Lockstep is not started: use npm start.');
  return found;
}

/** The application; null while another replaces it, and after the end. For work that runs by a timer. */
export function openApp(): App | null {
  return registry[key] ?? null;
}

/** Unregisters the application while `work` closes it and registers another. */
export async function replaceApp<T>(work: () => Promise<T>): Promise<T> {
  registerApp(undefined);
  const done = work();
  registry[replacing] = done.catch(() => undefined);
  try {
    return await done;
  } finally {
    delete registry[replacing];
  }
}

/** Resolves when no application is being replaced: at once, except while everything is deleted. */
export async function appReplaced(): Promise<void> {
  await registry[replacing];
}

/** The stage of the connection, which is all that a page shows of it before its first request with the token. */
export function connectionStage(): ConnectionStage {
  return stageOf(app().engine.connections.view());
}

/** The application, if it is connected to the demo organisation. */
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
