/**
 * The names that parts of a journal entry have in the database. They are those of the first version: the hash of an entry
 * is taken of its text, and entries of every version can be read.
 */
import { z } from 'zod';
import { runEventSchema } from '#lib/domain/run/events';
import { objectCodec } from '#lib/domain/text/codec';

const explained = { sentence: 'message', cure: 'hint', words: 'detail' };

/** An event, as it is stored and as code has it. */
export const eventCodec = objectCodec(explained, { fault: objectCodec(explained) });

/** Reads an event from its stored form. */
export const storedEventSchema = z.preprocess(eventCodec.decode, runEventSchema);
