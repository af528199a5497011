/**
 * Messages that the server writes and a page shows. They are English sentences whose numbers are written by `whole`, so
 * in British English. A page that parses a message writes these numbers as its reader does.
 */
import { z } from 'zod';
import { whole } from '#lib/domain/text/whole';

/** A quoted text comes from elsewhere, and stays as it is. */
const quotesAndNumbers =
  /“[^”]*”|(?<![\p{L}\p{N}.,_-])[1-9]\d{0,2}(?:,\d{3}){1,4}(?![\p{L}\p{N}_-]|[.,]\d)/gu;

/** Most messages have no such number, and a run has as many messages as users. */
const mayHaveNumber = /\d,\d/;

/**
 * The message with its numbers as the reader writes them: `23.609 users` in a German browser. On the server it is the
 * same.
 */
export function readersMessage(message: string): string {
  if (!mayHaveNumber.test(message)) return message;
  return message.replace(quotesAndNumbers, (part) =>
    part.startsWith('“') ? part : whole(Number(part.replaceAll(',', ''))),
  );
}

/** A message within an answer of the API. */
export const messageSchema = z.string().transform(readersMessage);
