/** Removes blanks, tags, escapes, hex and base64 from a text, in all combinations. */
import { base64Readings, hexReadings } from '#lib/adapters/redact/byte-codes';
import { unescaped } from '#lib/adapters/redact/escapes';
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
}

/**
 * Every reading of a text, all without blanks. Readings of fewer than `shortest` bytes are left out: nothing that is
 * decoded from bytes is longer than they are.
 */
export function readings(text: string, shortest: number): Generator<Reading> {
  return unfold(readText(text), { layers: maxLayers, shortest });
}

function* unfold(reading: Reading, depth: Depth, escapes = maxEscapes): Generator<Reading> {
  if (reading.bytes.length < depth.shortest) return;
  yield* decoded(withoutBlanks(reading), depth);
  // Text between angle brackets may not be a tag, so both readings are made.
  const untagged = withoutTags(reading);
  if (untagged !== reading) yield* decoded(withoutBlanks(untagged), depth);
  if (escapes === 0) return;
  for (const left of unescaped(reading)) yield* unfold(left, depth, escapes - 1);
}

function* decoded(reading: Reading, { layers, shortest }: Depth): Generator<Reading> {
  if (reading.bytes.length < shortest) return;
  yield reading;
  if (layers === 0) return;
  const inside = { layers: layers - 1, shortest };
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
