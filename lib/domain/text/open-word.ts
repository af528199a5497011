/** A schema for words of a list that may be longer or shorter in another version of Lockstep. */
import { z } from 'zod';

/** Any text, typed as the words that this version knows. */
export function openWord<Word extends string>() {
  return z.custom<Word>((value) => typeof value === 'string', 'must be a text');
}
