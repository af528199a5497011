/** Takes hex and base64 off, wherever they begin. What is no code becomes bytes that are in no text. */
import { keep, partOf, type Reading, tableOf } from '#lib/adapters/redact/reading';

/** What a key is made of, or the code of a code of one: also blanks, and the zero bytes of UTF-16. */
const couldBeText = tableOf(/[\s!-~\0]/);

/** The shortest run of such bytes that is read on, as long as the shortest key. Most noise has none. */
const shortestRun = 8;

/** What hex may have between its bytes. */
const mark = tableOf(/[:,;-]/);
const zero = '0'.charCodeAt(0);
const letterX = 'x'.charCodeAt(0);

const hexDigit = tableOf(/[0-9a-f]/i);

/** What is legible of a reading as hex, also where each byte has `0x` before it. */
export function* hexReadings(reading: Reading): Generator<Reading> {
  const source = keep(reading, (bytes, at) => {
    const byte = bytes[at] ?? 0;
    if (byte === zero && ((bytes[at + 1] ?? 0) | 0x20) === letterX) return at + 2;
    return mark[byte] === 1 ? at + 1 : at;
  });
  for (const code of runsOf(source, hexDigit, 2 * shortestRun)) {
    const digits = Buffer.from(code.bytes).toString('latin1');
    for (const skipped of [0, 1]) {
      const bytes = Buffer.from(digits.slice(skipped), 'hex');
      const start = (at: number) => code.start(skipped + at * 2);
      const end = (at: number) => code.end(skipped + at * 2 + 1);
      yield* runsOf({ bytes, start, end }, couldBeText, shortestRun);
    }
  }
}

/** Base64 has two alphabets. Their last digit stands for every other byte too: its bits are those of no text. */
const isDigit64 = tableOf(/[A-Za-z0-9+/_-]/);
const lastDigit64 = '_'.charCodeAt(0);

/** What is legible of a reading as base64, of both alphabets, with each of the first four bytes as the beginning. */
export function* base64Readings(source: Reading): Generator<Reading> {
  const code = Buffer.from(source.bytes);
  for (let at = 0; at < code.length; at += 1) if (isDigit64[code[at] ?? 0] === 0) code[at] = lastDigit64;
  const digits = code.toString('latin1');
  for (const skipped of [0, 1, 2, 3]) {
    const bytes = Buffer.from(digits.slice(skipped), 'base64');
    const start = (at: number) => source.start(skipped + Math.floor((at * 8) / 6));
    const end = (at: number) => source.end(skipped + Math.floor((at * 8 + 7) / 6));
    yield* runsOf({ bytes, start, end }, couldBeText, shortestRun);
  }
}

/** Every run of so many bytes, or more, that are in the table. */
function* runsOf(source: Reading, table: Uint8Array, shortest: number): Generator<Reading> {
  const { bytes } = source;
  let from = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    if (at < bytes.length && table[bytes[at] ?? 0] === 1) continue;
    if (at - from >= shortest) yield partOf(source, from, at);
    from = at + 1;
  }
}
