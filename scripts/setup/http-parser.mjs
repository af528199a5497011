import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the memory of undici's HTTP parser small, which is WebAssembly. V8's optimising compiler takes up to 30 MB for
 * it with Node.js 20, and up to 15 MB with 22, and does not make requests faster. Call this before undici is imported.
 */
export function keepHttpParserSmall() {
  setFlagsFromString('--liftoff-only');
}
