/** Finds the key, and long pieces of it, in a text. */
import { readText } from '#lib/adapters/redact/reading';

/** From `from` to before `to`. */
export interface Stretch {
  from: number;
  to: number;
}

/**
 * Minimum length of a piece of the key, in characters. A whole key is found however short it is.
 *
 * In a text whose escapes were decoded, an escape may have taken the first characters of the piece: `%` and a key that
 * begins with `AB` look like one. Nearly all of them take at most three (`\xAB`). A shorter minimum would find the eight
 * hex digits at the end of a key in account IDs.
 */
const shortestPiece = { plain: 12, decoded: 9 } as const;

/** The minimum lengths of a piece of one key. */
export type ShortestPiece = Record<keyof typeof shortestPiece, number>;

/**
 * The common beginning of organisation keys (`ATCTT3xFfGN0`) and personal tokens (`ATATT3xFfGF0`) [CODE: rules of
 * secret scanners]. It is not secret: many instructions contain it.
 */
const common = /^AT[A-Z]{3}3xFfG[A-Z]0/;

/**
 * Number of bytes compared before a closer look. A piece of 12 contains such a group even if only every ninth place is
 * checked, and a piece of 9 if every sixth is.
 */
const groupLength = 4;

/** Finds the pieces of one key. */
export interface PieceFinder {
  readonly shortest: ShortestPiece;
  /**
   * The pieces of at least `shortest` characters in some bytes, ignoring case: in order, without overlaps, and with no
   * piece left between them.
   */
  find(bytes: Uint8Array, shortest: number): Stretch[];
}

/** Returns what finds pieces of the key. */
export function pieceFinder(key: string): PieceFinder {
  const wanted = readText(key).bytes.map(lowerCase);
  const shared = common.exec(key)?.[0].length ?? 0;
  const shortest = {
    plain: Math.min(shortestPiece.plain, wanted.length),
    decoded: Math.min(shortestPiece.decoded, wanted.length),
  };
  const length = Math.min(groupLength, wanted.length);
  const { last, before } = placesOfGroups(wanted, length);

  /** The longest piece that contains the group at `at` and begins at `floor` or later; null if none is long enough. */
  function pieceAt(bytes: Uint8Array, at: number, floor: number, least: number): Stretch | null {
    let best: Stretch | null = null;
    const hash = hashAt(bytes, at, length);
    for (let next = last[hash] ?? 0; next > 0; next = before[next - 1] ?? 0) {
      let from = at;
      let to = at;
      const offset = next - 1 - at;
      while (to < bytes.length && to + offset < wanted.length && same(bytes[to], wanted[to + offset]))
        to += 1;
      while (from > floor && from + offset > 0 && same(bytes[from - 1], wanted[from + offset - 1])) from -= 1;
      const isLong = to - from >= least && to + offset > shared;
      if (isLong && (best === null || to - from > best.to - best.from)) best = { from, to };
    }
    return best;
  }

  const find = (bytes: Uint8Array, least: number) => {
    const found: Stretch[] = [];
    let floor = 0;
    let at = 0;
    while (at + length <= bytes.length) {
      const piece = pieceAt(bytes, at, floor, least);
      if (piece === null) at += least - length + 1;
      else {
        found.push(piece);
        floor = piece.to;
        at = floor;
      }
    }
    return found;
  };
  return { shortest, find };
}

/**
 * Hash chains with places counted from 1: for each hash its last place in the key, and for each place the previous one
 * with the same hash.
 */
function placesOfGroups(wanted: Uint8Array, length: number): { last: Int32Array; before: Int32Array } {
  const last = new Int32Array(0x10000);
  const before = new Int32Array(wanted.length);
  for (let at = 0; at + length <= wanted.length; at += 1) {
    const hash = hashAt(wanted, at, length);
    before[at] = last[hash] ?? 0;
    last[hash] = at + 1;
  }
  return { last, before };
}

function hashAt(bytes: Uint8Array, at: number, length: number): number {
  let hash = 0;
  for (let next = at; next < at + length; next += 1)
    hash = (hash * 31 + lowerCase(bytes[next] ?? 0)) & 0xffff;
  return hash;
}

/** Whether a byte equals one of the key, which is in lower case. */
function same(byte: number | undefined, wanted: number | undefined): boolean {
  return byte !== undefined && lowerCase(byte) === wanted;
}

function lowerCase(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}
