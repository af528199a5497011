/** Reads a file into a roster, completely or not at all. */
import { localDay } from '#lib/domain/local-day';
import { tooManyBytes } from '#lib/domain/roster/errors';
import { defaultMaxBytes } from '#lib/domain/roster/reader';
import type { ColumnMapping, Original, RosterError, RosterOrganisation } from '#lib/domain/roster/roster';
import type { WorkbookChoice } from '#lib/domain/workbook/reading';
import { done, type Result } from '#lib/engine/errors';
import type { Clock, Hashing, Random } from '#lib/engine/ports';
import { type ArrivalParts, arrivalQuestions, settleArrivals } from '#lib/engine/roster/arrivals';
import type { RosterRecord, RosterStore } from '#lib/engine/storage/rosters';
import { inTurns } from '#lib/engine/turns';

/** Facts about a file besides its content. */
export interface UploadedFile {
  name: string;
  /** The time when the file was written, in ms since the epoch; null if the browser does not say. */
  writtenAt: number | null;
  /** The announced size in bytes. A file that is too large is refused before it is read. */
  bytes?: number | null;
  /** The meaning of the columns, if the admin was asked. */
  mapping?: ColumnMapping | null;
  /** The admin's answers about a workbook, if they were asked. */
  workbook?: WorkbookChoice;
  /** The organisation that the same file was read against before; by default the connected one. */
  organisation?: RosterOrganisation | undefined;
}

/** The dependencies of an upload. */
export interface UploadParts extends ArrivalParts {
  store: Pick<RosterStore, 'read' | 'begin'>;
  clock: Clock;
  random: Random;
  hashing: Pick<Hashing, 'sha256InPieces'>;
  /** The connected organisation; null if none is. */
  organisation(): RosterOrganisation | null;
  /** Maximum size of a file in bytes; the reader's default if absent. */
  maxBytes?: number;
}

/** Reads the chunks of a file. Users that are protected on arrival start unticked. */
export async function upload(
  parts: UploadParts,
  chunks: AsyncIterable<Uint8Array>,
  { name, writtenAt, bytes = null, mapping = null, workbook, organisation }: UploadedFile,
): Promise<Result<RosterRecord>> {
  const { store, protections, clock, random, hashing, maxBytes = defaultMaxBytes } = parts;
  if (bytes !== null && bytes > maxBytes) return refused(tooManyBytes(maxBytes));
  const file = { id: random.id(), createdAt: clock.wall(), name, writtenAt };
  const questions = arrivalQuestions(parts);
  const measured = measuring(chunks, hashing.sha256InPieces());
  const today = localDay(file.createdAt);
  const read = await store.read(file, measured.passing(), { mapping, workbook, questions, today, maxBytes });
  if (!read.ok) return refused(read.error);
  const { draft, survey } = read;
  try {
    await protections.settled();
    const { kind } = draft.summary;
    const arrival = { name, kind, survey, accountIds: draft.accountIds() };
    const unticked = await inTurns(settleArrivals(parts, arrival));
    const from = { original: measured.original(), organisation: organisation ?? parts.organisation() };
    return done(await draft.finish(unticked, from));
  } catch (problem) {
    await draft.abandon();
    throw problem;
  }
}

/** Measures the bytes of a file as they pass; `original` is null until the last one has passed. */
function measuring(
  chunks: AsyncIterable<Uint8Array>,
  sha256: ReturnType<Hashing['sha256InPieces']>,
): { passing(): AsyncGenerator<Uint8Array>; original(): Original | null } {
  let bytes = 0;
  let isWhole = false;
  return {
    async *passing() {
      for await (const chunk of chunks) {
        // Hashed before the reader gets the chunk, which may transfer its memory to another thread.
        sha256.add(chunk);
        bytes += chunk.byteLength;
        yield chunk;
      }
      isWhole = true;
    },
    original: () => (isWhole ? { bytes, sha256: sha256.digest() } : null),
  };
}

function refused(error: RosterError): Result<never> {
  const { code, message, hint, line, found, known, columns, rows, inSheet, workbook } = error;
  const details = [...columnList('Columns found', found), ...columnList('Columns looked for', known)];
  const kind = code === 'too-large' ? 'too-large' : 'invalid';
  const choice =
    columns && rows
      ? { columns, rows, ...(line === null ? {} : { headerLine: line }), ...(inSheet && { inSheet }) }
      : {};
  const asked = workbook ? { workbook } : {};
  return { ok: false, error: { code: kind, message, hint, details, ...choice, ...asked } };
}

function columnList(what: string, headers: readonly string[]): string[] {
  return headers.length === 0 ? [] : [`${what}: ${headers.join(', ')}`];
}
