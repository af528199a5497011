/** The plays, and what is counted in them. */
import { z } from 'zod';
import { diskFaultKinds } from '#test/kill/disk-faults';
import { killKinds } from '#test/kill/kill-play';

export const playKinds = ['model', 'kills', 'disk'] as const;
export type PlayKind = (typeof playKinds)[number];

/** The share of the time for each kind. */
export const shares: Record<PlayKind, number> = { model: 1, kills: 4, disk: 2 };

/** The order for a player. The seed makes every random choice. */
export const orderSchema = z.strictObject({
  kind: z.enum(playKinds),
  seed: z.number().int().nonnegative(),
  /** The path of the worker's bundle. */
  worker: z.string(),
});
export type Order = z.infer<typeof orderSchema>;

const count = z.number().int().nonnegative();

export const playedSchema = z.strictObject({
  kind: z.enum(playKinds),
  seed: count,
  /** Number of model runs. */
  modelRuns: count,
  kills: z.partialRecord(z.enum([...killKinds, 'after-a-disk-fault']), count),
  faults: z.partialRecord(z.enum(diskFaultKinds), count),
  /** Users that the demo organisation was asked to deactivate. */
  called: count,
  violations: z.array(z.string()),
  /** The place where the data folder and the ledger were kept; null if nothing broke. */
  kept: z.string().nullable(),
});
export type Played = z.infer<typeof playedSchema>;

/** A play with all counts at zero. */
export function unplayed({ kind, seed }: Pick<Order, 'kind' | 'seed'>): Played {
  return { kind, seed, modelRuns: 0, kills: {}, faults: {}, called: 0, violations: [], kept: null };
}
