/** Removes blanks, tags, escapes, hex and base64 from a text, in all combinations. */
import { base64Readings, hexReadings } from '#lib/adapters/redact/byte-codes';
import { unescaped } from '#lib/adapters/redact/escapes';
import type { ShortestPiece } from '#lib/adapters/redact/key-pieces';
import { keep, type Reading, readText, tableOf } from '#lib/adapters/redact/reading';

/** Maximum number of nested hex or base64 layers, and of escapes within each. */
const maxLayers = 2;
const maxEscapes = 3;

/** The depth to which a text is unfolded. */
interface Depth {
  /** Number of layers of hex or base64 that are still decoded. */
  layers: number;
  /** Minimum length of a reading that is of interest, in bytes. */
  shortest: number;
  /** The same once escapes were decoded. */
  decoded: number;
}

/** A reading, and the minimum length of a piece of the key in it. */
interface Searchable {
  reading: Reading;
  shortest: number;
}

/**
 * Every reading of a text, all without blanks. Readings that are shorter than a piece are left out: nothing that is
 * decoded from bytes is longer than they are.
 */
export function readings(text: string, { plain, decoded }: ShortestPiece): Generator<Searchable> {
  return unfold(readText(text), { layers: maxLayers, shortest: plain, decoded });
}

function* unfold(reading: Reading, depth: Depth, escapes = maxEscapes): Generator<Searchable> {
  if (reading.bytes.length < depth.shortest) return;
  yield* withLayers(withoutBlanks(reading), depth);
  // Text between angle brackets may not be a tag, so both readings are made.
  const untagged = withoutTags(reading);
  if (untagged !== reading) yield* withLayers(withoutBlanks(untagged), depth);
  if (escapes === 0) return;
  const left = unescaped(reading);
  if (left !== null) yield* unfold(left, { ...depth, shortest: depth.decoded }, escapes - 1);
}

/** The reading, and what is decoded from hex or base64 in it. */
function* withLayers(reading: Reading, depth: Depth): Generator<Searchable> {
  const { layers, shortest } = depth;
  if (reading.bytes.length < shortest) return;
  yield { reading, shortest };
  if (layers === 0) return;
  const inside = { ...depth, layers: layers - 1 };
  for (const inner of hexReadings(reading, shortest)) yield* unfold(inner, inside);
  for (const inner of base64Readings(reading, shortest)) yield* unfold(inner, inside);
}

/** White space and control characters, including the zero bytes of UTF-16 between Latin letters. */
const blank = tableOf(/[\s\p{Cc}\p{Cf}]/u);

function withoutBlanks(reading: Reading): Reading {
  return keep(reading, (bytes, at) => (blank[bytes[at] ?? 0] === 1 ? at + 1 : at));
}

const opening = '<'.charCodeAt(0);
const closing = '>'.charCodeAt(0);

function withoutTags(reading: Reading): Reading {
  if (!reading.bytes.includes(opening)) return reading;
  return keep(reading, (bytes, at) => {
    if (bytes[at] !== opening) return at;
    let end = at + 1;
    while (end < bytes.length && bytes[end] !== opening && bytes[end] !== closing) end += 1;
    return bytes[end] === closing ? end + 1 : at;
  });
}
