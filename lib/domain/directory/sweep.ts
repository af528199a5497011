/** Sweeps: readings of a whole list. Only a whole sweep tells who is not on the list. Pure. */
import { z } from 'zod';
import { type PartState, partStateSchema } from '#lib/domain/directory/known';
import type { Reading } from '#lib/domain/directory/reading';

/** The lists that are swept. */
export type SweptSource = 'managed-accounts' | 'users-search';

/** Active accounts by e-mail domain and by product, and the number of accounts. */
const totalsSchema = z.object({
  total: z.number(),
  active: z.number(),
  /** Accounts without a visible address are under ''. */
  activeByDomain: z.record(z.string(), z.number()),
  activeByProduct: z.record(z.string(), z.number()),
});
export type Totals = z.infer<typeof totalsSchema>;

/** The sweeps of one list. */
export const sweepSchema = z.object({
  /** The number of the last sweep; its readings carry it. */
  generation: z.number().int(),
  /** How far the list is known: by the last whole sweep, or by the last attempt if none was whole. */
  part: partStateSchema,
  /** The last whole sweep; null if none was. */
  whole: z.object({ generation: z.number().int(), at: z.number(), totals: totalsSchema }).nullable(),
});
export type SweepState = z.infer<typeof sweepSchema>;

/** A list that was never swept. */
export const neverSwept: SweepState = { generation: 0, part: { state: 'never' }, whole: null };

/** The state after a sweep. One that is not whole replaces none that was. */
export function afterSweep(before: SweepState, part: PartState, totals: Totals | null): SweepState {
  const generation = before.generation + 1;
  if (part.state === 'known' && totals !== null) {
    return { generation, part, whole: { generation, at: part.at, totals } };
  }
  return { generation, part: before.whole === null ? part : before.part, whole: before.whole };
}

/**
 * Whether a list contains an account: by its last whole sweep, or because a later one that was not whole has found it.
 * Undefined if no sweep was whole.
 */
export function isOnList(
  source: SweptSource,
  { whole }: SweepState,
  readings: readonly Reading[],
): boolean | undefined {
  const found = readings.find((reading) => reading.source === source);
  if (whole === null) return found === undefined ? undefined : true;
  return found !== undefined && found.generation >= whole.generation;
}
