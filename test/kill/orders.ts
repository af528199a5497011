/** The worker's command line, and its messages on standard output. */
import { z } from 'zod';

export const deaths = [
  /** The journal has the intent; no byte of the call was written. */
  'unsent',
  /** The answer to the call has arrived; the journal does not have it. */
  'answered',
  /** No byte of the intent is on disk. */
  'unwritten-intent',
  /** The intent is on disk; its call has not begun. */
  'written-intent',
  /** The outcome is on disk; no follower has received it. */
  'written-outcome',
] as const;
export type Death = (typeof deaths)[number];

export const ordersSchema = z.strictObject({
  dataDir: z.string(),
  apiUrl: z.string(),
  organisationId: z.string(),
  /**
   * The time when the worker kills itself: at the moment `at`, after `after` of them, or sooner for one of these
   * accounts.
   */
  die: z
    .strictObject({
      at: z.enum(deaths),
      after: z.number().int().nonnegative(),
      of: z.array(z.string()).default([]),
    })
    .nullable(),
});
export type Orders = z.input<typeof ordersSchema>;

/** Messages, each one line of JSON. */
export const saidSchema = z.discriminatedUnion('type', [
  /** The folder is open, and the run continues. */
  z.strictObject({ type: z.literal('going'), pid: z.number().int() }),
  /** The folder could not be opened or has a problem. The worker ends with the code `refusedToStart`. */
  z.strictObject({ type: z.literal('not-opened'), message: z.string() }),
  /** The run has stopped because of the disk, after `sent` deactivations. The worker waits for `resume`. */
  z.strictObject({ type: z.literal('failure'), message: z.string(), sent: z.number().int() }),
  /** The result of `resume`; `code` is null if the run continues. */
  z.strictObject({ type: z.literal('resume'), code: z.string().nullable() }),
]);
export type Said = z.infer<typeof saidSchema>;

export const refusedToStart = 3;
