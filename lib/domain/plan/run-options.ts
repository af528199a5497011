/** How a run goes about its plan: chosen before sealing, sealed with it. */
import { z } from 'zod';

export const canarySizes = ['1', '10', '1%'] as const;

export const runOptionsSchema = z.object({
  /** Calls in flight at most; with more than one the run finds out by itself how many are welcome. */
  concurrency: z.number().int().min(1).max(8).default(1),
  /** Between the beginnings of two calls at least, in ms. */
  gapMs: z.number().int().min(0).max(60_000).default(0),
  /** How many users are done alone, each read back, before the rest. */
  canary: z.enum(canarySizes).default('1'),
  /** Whether the run waits for the admin after them. */
  waitAfterCanary: z.boolean().default(false),
});
export type RunOptions = z.infer<typeof runOptionsSchema>;

/** One after the other, one user first, and on without asking. */
export const defaultOptions: RunOptions = runOptionsSchema.parse({});

/** How many users of `total` make up the canary, at least one. */
export function canaryCount(size: RunOptions['canary'], total: number): number {
  const wanted = size === '1%' ? Math.ceil(total / 100) : Number(size);
  return Math.max(1, Math.min(wanted, total));
}
