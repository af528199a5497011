/** Reads a result file of another tool or of another Lockstep. */
import type { Recording } from '#lib/domain/postman/recording';
import { newResultsReader } from '#lib/domain/postman/results';
import { type MarkedEncoding, markedEncoding } from '#lib/domain/text/bytes';
import { done, failed, type Result } from '#lib/engine/errors';
import type { Hashing } from '#lib/engine/ports';
import { type RunInFile, runInPack, runInReport } from '#lib/engine/run/import/reported';
import { collected, readInPieces } from '#lib/engine/text-pieces';

/** Maximum size of a result file, in bytes. Newman writes about 4 KB per user. */
const maxBytes = 200_000_000;

/**
 * The content of a file, which is a ZIP file (an evidence pack) or JSON. Yields to other work. Fails with an
 * explanation if it is neither, or is larger than 200 MB.
 */
export async function readResultFile(
  bytes: AsyncIterable<Uint8Array>,
  hashing: Hashing,
): Promise<Result<Recording | RunInFile>> {
  const chunks = bytes[Symbol.asyncIterator]();
  const first = await chunks.next();
  async function* all() {
    for (let next = first; !next.done; next = await chunks.next()) yield next.value;
  }
  const [one, two] = first.done ? [] : first.value;
  const isZip = one === 0x50 && two === 0x4b;
  if (!isZip) return readResults(all(), markedEncoding(first.done ? new Uint8Array() : first.value));
  const pack = await collected(all(), maxBytes);
  return pack === null ? tooLarge : runInPack(pack, hashing);
}

const tooLarge = failed(
  'too-large',
  'The file has more than 200 MB.',
  'Run the collection in parts, and import each.',
);

async function readResults(
  bytes: AsyncIterable<Uint8Array>,
  encoding: MarkedEncoding,
): Promise<Result<Recording | RunInFile>> {
  const reader = newResultsReader();
  const size = await readInPieces(bytes, maxBytes, reader.add, encoding);
  if (size === null) return tooLarge;
  const reading = reader.end();
  if (reading.ok) return done(reading.recording);
  if (reading.report) return runInReport(reading.report);
  return failed('invalid', reading.message, reading.hint, reading.details);
}
