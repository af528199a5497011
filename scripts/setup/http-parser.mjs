import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the HTTP parser of undici small, which is WebAssembly. V8's second compiler takes up to 30 MB for it with
 * Node.js 20, and up to 15 MB with 22; requests take no less processor time with it. To be called before undici is
 * imported.
 */
export function keepHttpParserSmall() {
  setFlagsFromString('--liftoff-only');
}
