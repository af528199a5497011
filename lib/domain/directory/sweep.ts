/** Sweeps: readings of a whole list. Only a whole sweep tells who is not on the list. Pure. */
import { z } from 'zod';
import { listsKeepMs } from '#lib/domain/directory/freshness';
import { type PartState, partStateSchema } from '#lib/domain/directory/known';
import type { Reading } from '#lib/domain/directory/reading';
import { type Totals, totalsSchema } from '#lib/domain/directory/totals';

/** The lists that are swept. */
export type SweptSource = 'managed-accounts' | 'users-search' | 'organisation-tokens';

/**
 * A sweep that has begun: when (ms since the epoch), the page it goes on with, how many accounts it has read, and the
 * highest number of accounts that Atlassian has named for the list since then. Null: none; absent in states of earlier
 * versions.
 */
const begunSchema = z.object({
  at: z.number(),
  cursor: z.string().nullable(),
  seen: z.number().int(),
  total: z.number().int().nullable().optional(),
});
type Begun = z.infer<typeof begunSchema>;

/** The sweeps of one list. */
export const sweepSchema = z.object({
  /** The number of the last sweep; its readings carry it. */
  generation: z.number().int(),
  /** The state of the list: by the last whole sweep, or by the last attempt if none was whole. */
  part: partStateSchema,
  /** The last whole sweep, with the time at which it began; null if none was. */
  whole: z.object({ generation: z.number().int(), at: z.number(), totals: totalsSchema }).nullable(),
  /** The last sweep, if it was left before its end. */
  begun: begunSchema.nullable(),
});
export type SweepState = z.infer<typeof sweepSchema>;

/** A list that was never swept. */
export const neverSwept: SweepState = { generation: 0, part: { state: 'never' }, whole: null, begun: null };

/** Continues the sweep that began less than `withinMs` ago and was left, or begins a new one (0: always). */
export function beginSweep(state: SweepState, now: number, withinMs: number): SweepState & { begun: Begun } {
  const { begun, generation } = state;
  const age = begun === null ? -1 : now - begun.at;
  if (begun !== null && begun.cursor !== null && age >= 0 && age < withinMs) return { ...state, begun };
  return { ...state, generation: generation + 1, begun: { at: now, cursor: null, seen: 0 } };
}

/** Whether a list has to be read: it was not read to its end since `notBefore`. Both times in ms since the epoch. */
export function isDue({ part }: SweepState, notBefore: number, now: number): boolean {
  return part.state !== 'known' || part.at < notBefore || part.at > now;
}

/** The state after a sweep. One that is not whole replaces none that was, and can be continued. */
export function afterSweep(during: SweepState, part: PartState, totals: Totals | null): SweepState {
  const { generation } = during;
  if (part.state === 'known' && totals !== null) {
    return { generation, part, whole: { generation, at: part.at, totals }, begun: null };
  }
  // A list that was read to its end and lacks accounts is read again from its beginning.
  const begun = totals === null ? during.begun : null;
  return { ...during, part: during.whole === null ? part : during.part, begun };
}

/** A list of the organisation's managed accounts. */
export interface ManagedList {
  source: SweptSource;
  state: SweepState;
}

/**
 * The list that tells who is managed: v1, which also says how long it is. v2 if only that was read to its end, since
 * either may be missing [SPEC, LIVE], or so much later that v1 was not read with it: v1 will be removed [DOC].
 */
export function managedList(accounts: SweepState, users: SweepState): ManagedList {
  const isLeftBehind = (users.whole?.at ?? 0) - (accounts.whole?.at ?? 0) > listsKeepMs;
  return (accounts.whole === null || isLeftBehind) && users.whole !== null
    ? { source: 'users-search', state: users }
    : { source: 'managed-accounts', state: accounts };
}

/**
 * The state after readings made before `before` (ms since the epoch) were deleted, those of sweep `generation` and
 * earlier ones among them (0: none). A list that is no longer complete does not tell who is not on it.
 */
export function afterExpiry(state: SweepState, before: number, generation: number): SweepState {
  const { whole, part } = state;
  const isComplete = whole !== null && whole.at >= before && whole.generation > generation;
  if (isComplete) return state;
  const isOld = whole !== null || (part.state !== 'never' && part.at < before);
  return {
    generation: state.generation,
    part: isOld ? { state: 'never' } : part,
    whole: null,
    begun: null,
  };
}

/**
 * Whether a list contains an account: by its last whole sweep, or because a later one that was not whole has found it.
 * Undefined if no sweep was whole.
 */
export function isOnList(
  { source, state: { whole } }: ManagedList,
  readings: readonly Reading[],
): boolean | undefined {
  const found = readings.find((reading) => reading.source === source);
  if (whole === null) return found === undefined ? undefined : true;
  return found !== undefined && found.generation >= whole.generation;
}
