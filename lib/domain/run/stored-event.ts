/**
 * The names of a journal entry's parts in the database. They are those of the first version: an entry's hash covers its
 * text, and entries of every version must stay readable.
 */
import { z } from 'zod';
import { runEventSchema } from '#lib/domain/run/events';
import { objectCodec } from '#lib/domain/text/codec';

const explained = { sentence: 'message', cure: 'hint', words: 'detail' };

/** Translates an event between its stored form and the form in code. */
export const eventCodec = objectCodec(explained, { fault: objectCodec(explained) });

/** Reads an event from its stored form. */
export const storedEventSchema = z.preprocess(eventCodec.decode, runEventSchema);
