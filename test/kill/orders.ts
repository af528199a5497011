/** What the worker of the kill test is told on its command line, and what it says on its standard output. */
import { z } from 'zod';

export const deaths = [
  /** The journal has the intent; no byte of the call is written. */
  'unsent',
  /** The answer of the call has arrived; the journal does not have it. */
  'answered',
  /** Nothing of the intent is on disk. */
  'unwritten-intent',
  /** The intent is on disk, and its call does not begin. */
  'written-intent',
  /** The outcome is on disk, and nobody has heard of it. */
  'written-outcome',
] as const;
export type Death = (typeof deaths)[number];

export const ordersSchema = z.strictObject({
  dataDir: z.string(),
  apiUrl: z.string(),
  organisationId: z.string(),
  /** When the worker kills itself: at the moment `at`, after so many of them, or sooner for one of these accounts. */
  die: z
    .strictObject({
      at: z.enum(deaths),
      after: z.number().int().nonnegative(),
      of: z.array(z.string()).default([]),
    })
    .nullable(),
});
export type Orders = z.input<typeof ordersSchema>;

/** One line of JSON each. */
export const saidSchema = z.discriminatedUnion('type', [
  /** The folder is open, and the run goes on. */
  z.strictObject({ type: z.literal('going'), pid: z.number().int() }),
  /** The folder could not be opened, or something is amiss with it; the worker ends with the code `refusedToStart`. */
  z.strictObject({ type: z.literal('not-opened'), message: z.string() }),
  /** The run stands because of the disk, after so many deactivations were sent; the worker waits for `resume`. */
  z.strictObject({ type: z.literal('failure'), message: z.string(), sent: z.number().int() }),
  /** What came of `resume`; `code` is null where the run goes on. */
  z.strictObject({ type: z.literal('resume'), code: z.string().nullable() }),
]);
export type Said = z.infer<typeof saidSchema>;

export const refusedToStart = 3;
