/** Sweeps: readings of a whole list. Only a complete sweep shows who is not on the list. Pure. */
import { z } from 'zod';
import { listsKeepMs } from '#lib/domain/directory/freshness';
import { type PartState, partStateSchema } from '#lib/domain/directory/known';
import type { Reading } from '#lib/domain/directory/reading';
import { type Totals, totalsSchema } from '#lib/domain/directory/totals';

/** The lists that are swept. */
export type SweptSource = 'managed-accounts' | 'users-search' | 'organisation-tokens';

/**
 * A sweep that was begun and not finished: its start (ms since the epoch), the cursor of its next page, the number of
 * accounts read, and the highest total that Atlassian has named since the start. A null total: none was named; absent
 * in states of earlier versions.
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
  /** The last complete sweep, with the time at which it began; null if there was none. */
  whole: z.object({ generation: z.number().int(), at: z.number(), totals: totalsSchema }).nullable(),
  /** The last sweep, if it was interrupted. */
  begun: begunSchema.nullable(),
});
export type SweepState = z.infer<typeof sweepSchema>;

/** A list that was never swept. */
export const neverSwept: SweepState = { generation: 0, part: { state: 'never' }, whole: null, begun: null };

/** Continues an interrupted sweep that began less than `withinMs` ago, or begins a new one (0: always a new one). */
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

/** The state after a sweep. An incomplete sweep does not replace a complete one, and can be continued. */
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
 * The list that decides who is managed. Usually the v1 list, which also gives a total. The v2 search is used if only it
 * was read to its end, since either may be missing [SPEC, LIVE], or if it is so much younger that v1 was not read with
 * it, since v1 will be removed [DOC].
 */
export function managedList(accounts: SweepState, users: SweepState): ManagedList {
  const isLeftBehind = (users.whole?.at ?? 0) - (accounts.whole?.at ?? 0) > listsKeepMs;
  return (accounts.whole === null || isLeftBehind) && users.whole !== null
    ? { source: 'users-search', state: users }
    : { source: 'managed-accounts', state: accounts };
}

/**
 * The state after the deletion of readings made before `before` (ms since the epoch). `generation` is the last sweep
 * that lost readings (0: none). A list that is no longer complete cannot show who is not on it.
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
 * Whether a list contains an account: according to its last complete sweep, or because a later incomplete one found it.
 * Undefined if no sweep was complete.
 */
export function isOnList(
  { source, state: { whole } }: ManagedList,
  readings: readonly Reading[],
): boolean | undefined {
  const found = readings.find((reading) => reading.source === source);
  if (whole === null) return found === undefined ? undefined : true;
  return found !== undefined && found.generation >= whole.generation;
}
