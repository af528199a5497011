/**
 * Loads better-sqlite3, in the major version that the running Node.js supports; scripts/setup/native.mjs installs the
 * same one.
 */
import { createRequire } from 'node:module';
import type SqliteDatabase from 'better-sqlite3';

/**
 * The current version comes with binaries and needs Node-API 10 (Node.js 22.14). It is also the only safe one for
 * Node.js 24.19 and newer: there the previous version ends the process when a statement is collected while no
 * JavaScript runs (nodejs/node: `RemoveEnvironmentCleanupHook` in node_object_wrap.h).
 */
const name = Number(process.versions.napi) >= 10 ? 'better-sqlite3' : 'better-sqlite3-node20';

/** The class of better-sqlite3. */
export const Sqlite: typeof SqliteDatabase = createRequire(import.meta.url)(name);
