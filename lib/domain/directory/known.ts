/** Records of questions to Atlassian: the time of each answer, or the reason why there is none. Pure. */
import { z } from 'zod';
import { messageSchema } from '#lib/domain/text/message';

/** The answer to a question that Atlassian was asked. `at` is ms since the epoch. */
export type Known<T> =
  | { state: 'known'; at: number; value: T }
  | { state: 'unknown'; at: number; message: string; hint: string }
  | { state: 'never' };

/** The state of a fact that was never asked for. */
export const neverAsked = { state: 'never' } as const;

/**
 * The value of a fact that was read at or after `since`, and not after `now` (ms since the epoch); else null. A date
 * later than now is from before the clock was set back.
 */
export function valueSince<T>(known: Known<T>, since: number, now: number): T | null {
  return known.state === 'known' && known.at >= since && known.at <= now ? known.value : null;
}

/** The value of a fact, however old; null if there is none. */
export function valueEver<T>(known: Known<T>): T | null {
  return known.state === 'known' ? known.value : null;
}

/**
 * The state of a reading of several answers. Facts that could not be learnt have a reason. Dates in ms since the epoch.
 */
export const partStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('never') }),
  z.object({ state: z.literal('known'), at: z.number() }),
  z.object({ state: z.literal('partly'), at: z.number(), message: messageSchema, hint: messageSchema }),
  z.object({ state: z.literal('unknown'), at: z.number(), message: messageSchema, hint: messageSchema }),
]);
export type PartState = z.infer<typeof partStateSchema>;
