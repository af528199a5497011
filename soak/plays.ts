/** What a play is, and what is counted of it. */
import { z } from 'zod';
import { diskFaultKinds } from '#test/kill/disk-faults';
import { killKinds } from '#test/kill/kill-play';

export const playKinds = ['model', 'kills', 'disk'] as const;
export type PlayKind = (typeof playKinds)[number];

/** The share of the time that each kind gets. */
export const shares: Record<PlayKind, number> = { model: 1, kills: 4, disk: 2 };

/** What the soak asks a player for. The seed chooses everything that can be chosen. */
export const orderSchema = z.strictObject({
  kind: z.enum(playKinds),
  seed: z.number().int().nonnegative(),
  /** The bundle of the worker. */
  worker: z.string(),
});
export type Order = z.infer<typeof orderSchema>;

const count = z.number().int().nonnegative();

export const playedSchema = z.strictObject({
  kind: z.enum(playKinds),
  seed: count,
  /** Runs of the model. */
  modelRuns: count,
  kills: z.partialRecord(z.enum([...killKinds, 'after-a-disk-fault']), count),
  faults: z.partialRecord(z.enum(diskFaultKinds), count),
  /** Users whom the demo organisation was asked to deactivate. */
  called: count,
  violations: z.array(z.string()),
  /** Where the data folder and the ledger were kept; null where nothing broke. */
  kept: z.string().nullable(),
});
export type Played = z.infer<typeof playedSchema>;

/** A play of which nothing is counted yet. */
export function unplayed({ kind, seed }: Pick<Order, 'kind' | 'seed'>): Played {
  return { kind, seed, modelRuns: 0, kills: {}, faults: {}, called: 0, violations: [], kept: null };
}
