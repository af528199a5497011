/** A text, or what was read out of it, a byte a character: keys are Latin, and a body may have 10 MB. */

/** Bytes, and where in the text each of them was read. */
export interface Reading {
  bytes: Uint8Array;
  /** The first place in the text that the byte at `at` came from, in UTF-16 units. */
  start(at: number): number;
  /** The place after the last one. */
  end(at: number): number;
}

/**
 * A text as it is. Full-width letters count as what they show, and characters that nobody sees as zero bytes; other
 * characters beyond Latin 1 become bytes that no key has.
 */
export function readText(text: string): Reading {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at += 1) {
    const code = text.charCodeAt(at);
    bytes[at] = code < 0x80 ? code : beyondAscii(code);
  }
  return { bytes, start: (at) => at, end: (at) => at + 1 };
}

const unseen = /[\p{Z}\p{Cc}\p{Cf}]/u;

function beyondAscii(code: number): number {
  if (code >= 0xff01 && code <= 0xff5e) return code - 0xfee0;
  if (unseen.test(String.fromCharCode(code))) return 0;
  return code < 0x100 ? code : 0xc0 | (code & 0x3f);
}

/** The bytes of a reading but for those that `skip` leaps over: it answers with the next place that may be kept. */
export function keep(source: Reading, skip: (bytes: Uint8Array, at: number) => number): Reading {
  const { bytes } = source;
  const kept = new Uint8Array(bytes.length);
  const places = new Int32Array(bytes.length);
  let length = 0;
  let at = 0;
  while (at < bytes.length) {
    const next = skip(bytes, at);
    if (next === at) {
      kept[length] = bytes[at] ?? 0;
      places[length] = at;
      length += 1;
      at += 1;
    } else at = next;
  }
  if (length === bytes.length) return source;
  return {
    bytes: kept.subarray(0, length),
    start: (place) => source.start(places[place] ?? 0),
    end: (place) => source.end(places[place] ?? 0),
  };
}

/** A reading of the bytes from `from` to before `to`. */
export function partOf(source: Reading, from: number, to: number): Reading {
  return {
    bytes: source.bytes.subarray(from, to),
    start: (at) => source.start(from + at),
    end: (at) => source.end(from + at),
  };
}

/** A table of the byte values that are in a set of characters, given as a pattern for one of them. */
export function tableOf(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => Number(pattern.test(String.fromCharCode(byte))));
}
