/** The options of a run. The admin chooses them before sealing, and they are sealed with the plan. */
import { z } from 'zod';

/** The sizes of the canary that can be chosen: a number of users, or a share of them. */
export const canarySizes = ['1', '10', '1%'] as const;

/** The options, with their defaults. */
export const runOptionsSchema = z.object({
  /** Maximum number of calls in flight. Above 1, the run adapts to the number that Atlassian tolerates. */
  concurrency: z.number().int().min(1).max(8).default(1),
  /** Minimum time between the beginnings of two calls, in ms. */
  gapMs: z.number().int().min(0).max(60_000).default(0),
  /** The number of users who are done alone, each read back, before the rest. */
  canary: z.enum(canarySizes).default('1'),
  /** Whether the run waits for the admin after the canary. */
  waitAfterCanary: z.boolean().default(false),
});
export type RunOptions = z.infer<typeof runOptionsSchema>;

/** One call at a time, one canary user, and no wait for the admin. */
export const defaultOptions: RunOptions = runOptionsSchema.parse({});

/** The number of users of `total` that make up the canary, at least one. */
export function canaryCount(size: RunOptions['canary'], total: number): number {
  const wanted = size === '1%' ? Math.ceil(total / 100) : Number(size);
  return Math.max(1, Math.min(wanted, total));
}
