/** The stored form of an entry of the journal: the text of its event, and the text under its hash. */
import { z } from 'zod';
import { runEventSchema } from '#lib/domain/run/events';
import { objectCodec } from '#lib/domain/text/codec';

/**
 * The names of an event's parts in the database. They are those of the first version: an entry's hash covers its text,
 * and entries of every version must stay readable.
 */
const explained = { sentence: 'message', cure: 'hint', words: 'detail' };

/** Translates an event between its stored form and the form in code. */
export const eventCodec = objectCodec(explained, { fault: objectCodec(explained) });

/** Reads an event from its stored form. */
export const storedEventSchema = z.preprocess(eventCodec.decode, runEventSchema);

/** A journal entry as stored: `event` is its JSON, and `hash` covers it and everything before it. */
export interface StoredLine {
  seq: number;
  /** Wall clock, ms since the epoch. */
  at: number;
  event: string;
  /** SHA-256, hexadecimal. */
  hash: string;
}

/** The text under the hash of an entry. `previous` is the hash of the entry before it; empty for the first one. */
export function chainText(
  previous: string,
  runId: string,
  { seq, at, event }: Omit<StoredLine, 'hash'>,
): string {
  return `${previous}\n${runId}\n${seq}\n${at}\n${event}`;
}
