/** A text, or what was decoded from it, with one byte per character: keys are ASCII, and a body may have 10 MB. */

/** Bytes, and the place in the text from which each was read. */
export interface Reading {
  bytes: Uint8Array;
  /** The first place in the text of the byte at `at`, in UTF-16 units. */
  start(at: number): number;
  /** The place after its last one. */
  end(at: number): number;
}

/** Reads a text unchanged, each character through `byteOf`. The second unit of a surrogate pair becomes a zero byte. */
export function readText(text: string): Reading {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) bytes[at] = unit;
    else {
      const code = text.codePointAt(at) ?? unit;
      bytes[at] = byteOf(code);
      if (code > 0xffff) at += 1;
    }
  }
  return { bytes, start: (at) => at, end: (at) => at + 1 };
}

/** Characters that take no space: white space, control characters, accents, fillers, selectors. */
const unseen = /[\p{Z}\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}]/u;
const beyondAscii = new Map<number, number>();

/**
 * The byte for a code point. Letters in another form (full width, mathematical) become the plain letter. Characters
 * that take no space become a zero byte. Others beyond Latin 1 become bytes that no key has.
 */
export function byteOf(code: number): number {
  if (code < 0x80) return code;
  let byte = beyondAscii.get(code);
  if (byte === undefined) {
    byte = code > 0x10ffff ? 0xff : plainByte(code);
    beyondAscii.set(code, byte);
  }
  return byte;
}

/** The byte for a code point beyond ASCII. */
function plainByte(code: number): number {
  const character = String.fromCodePoint(code);
  if (unseen.test(character)) return 0;
  const shown = character.normalize('NFKC');
  if (shown.length === 1 && shown < '\x80') return shown.charCodeAt(0);
  return code < 0x100 ? code : 0xc0 | (code & 0x3f);
}

/** The bytes of a reading without those that `skip` skips. `skip` returns the next place that is kept. */
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

/** A table of the byte values whose characters match a pattern. */
export function tableOf(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => Number(pattern.test(String.fromCharCode(byte))));
}
