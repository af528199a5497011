/** Decodes hex and base64 wherever they begin. Anything else becomes bytes that no text has. */
import { keep, partOf, type Reading, tableOf } from '#lib/adapters/redact/reading';

/** The bytes of a key or of an encoded key, plus blanks and the zero bytes of UTF-16. */
const couldBeText = tableOf(/[\s!-~\0]/);

/** Minimum length of a run of such bytes, the same as of a key. Most noise has no such run. */
const leastRun = 8;

/** Separators allowed between the bytes of hex. */
const mark = tableOf(/[:,;-]/);
const zero = '0'.charCodeAt(0);
const letterX = 'x'.charCodeAt(0);

const hexDigit = tableOf(/[0-9a-f]/i);

/** The readable parts of at least `shortest` bytes of a reading decoded as hex, also with `0x` before each byte. */
export function* hexReadings(reading: Reading, shortest: number): Generator<Reading> {
  const run = Math.max(leastRun, shortest);
  const source = keep(reading, (bytes, at) => {
    const byte = bytes[at] ?? 0;
    if (byte === zero && ((bytes[at + 1] ?? 0) | 0x20) === letterX) return at + 2;
    return mark[byte] === 1 ? at + 1 : at;
  });
  for (const code of runsOf(source, hexDigit, 2 * run)) {
    const digits = Buffer.from(code.bytes).toString('latin1');
    for (const skipped of [0, 1]) {
      const bytes = Buffer.from(digits.slice(skipped), 'hex');
      const start = (at: number) => code.start(skipped + at * 2);
      const end = (at: number) => code.end(skipped + at * 2 + 1);
      yield* runsOf({ bytes, start, end }, couldBeText, run);
    }
  }
}

/** The digits of both base64 alphabets. Every other byte is read as the last digit, whose bits give no text. */
const isDigit64 = tableOf(/[A-Za-z0-9+/_-]/);
const lastDigit64 = '_'.charCodeAt(0);

/**
 * The readable parts of at least `shortest` bytes of a reading decoded as base64, in both alphabets, starting at each
 * of the first four bytes.
 */
export function* base64Readings(source: Reading, shortest: number): Generator<Reading> {
  const run = Math.max(leastRun, shortest);
  const code = Buffer.from(source.bytes);
  for (let at = 0; at < code.length; at += 1) if (isDigit64[code[at] ?? 0] === 0) code[at] = lastDigit64;
  const digits = code.toString('latin1');
  for (const skipped of [0, 1, 2, 3]) {
    const bytes = Buffer.from(digits.slice(skipped), 'base64');
    const start = (at: number) => source.start(skipped + Math.floor((at * 8) / 6));
    const end = (at: number) => source.end(skipped + Math.floor((at * 8 + 7) / 6));
    yield* runsOf({ bytes, start, end }, couldBeText, run);
  }
}

/** Every run of at least `shortest` bytes that are in the table. */
function* runsOf(source: Reading, table: Uint8Array, shortest: number): Generator<Reading> {
  const { bytes } = source;
  let from = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    if (at < bytes.length && table[bytes[at] ?? 0] === 1) continue;
    if (at - from >= shortest) yield partOf(source, from, at);
    from = at + 1;
  }
}
