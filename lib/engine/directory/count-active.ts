/** Counts the organisation's active managed accounts. */
import type { Answer } from '#lib/domain/outcome/answer';
import { managedListOf } from '#lib/engine/directory/directory';
import { type Sweep, sweepAccounts } from '#lib/engine/directory/sweep';
import type { Atlassian, Clock } from '#lib/engine/ports';
import type { DirectoryStore } from '#lib/engine/storage/directories';

/** The number of active managed accounts, or null with the reason. `message` also says how it was counted. */
export interface Headcount {
  active: number | null;
  message: string;
}

/** The list of managed accounts that may take the place of the count. */
export interface CountedList {
  /** A list that was read at or after this time counts as it is, ms since the epoch. */
  since: number;
  /** Maximum number of accounts for which a list is read. A run must not wait for minutes. */
  most: number;
}

/**
 * Asks for the number. An organisation on original user management has no count [SPEC: `ADMIN-400-4`], so its list of
 * managed accounts counts: as the directory has it, or read now and kept there.
 */
export async function countActive(
  { atlassian, store, clock }: { atlassian: Atlassian; store: DirectoryStore; clock: Clock },
  organisationId: string,
  list: CountedList,
  signal: AbortSignal,
): Promise<Headcount> {
  const counted: Answer<number> = await atlassian.countActive(organisationId, signal);
  if (counted.ok) return { active: counted.value, message: '' };
  if (signal.aborted || counted.fault.code === 'rate-limited' || counted.fault.owner === 'network') {
    return notCounted(counted.fault.message);
  }
  const known = managedListOf(store).state.whole;
  if (known && known.at >= list.since && known.at <= clock.wall()) return countedBefore(known, clock.wall());
  const tooLong = `${counted.fault.message} The list of managed accounts is too long to be read for it.`;
  if (known && known.totals.total > list.most) return notCounted(tooLong);
  const stop = new AbortController();
  const end = AbortSignal.any([signal, stop.signal]);
  const found: { tooLong: boolean } = { tooLong: false };
  const sweep: Sweep = {
    atlassian,
    organisationId,
    store,
    clock,
    signal: end,
    random: () => 0,
    waiting: () => undefined,
    progress(done, total) {
      found.tooLong = (total ?? done) > list.most;
      if (found.tooLong) stop.abort();
    },
  };
  // A sweep that was left has pages from before the calls of a run.
  const part = await sweepAccounts(sweep, 0);
  if (found.tooLong) return notCounted(tooLong);
  const { whole } = managedListOf(store).state;
  if (part.state === 'known' && whole) {
    return { active: whole.totals.active, message: 'Counted from the list of managed accounts.' };
  }
  return notCounted(part.state === 'partly' || part.state === 'unknown' ? part.message : '');
}

function countedBefore({ at, totals }: { at: number; totals: { active: number } }, now: number): Headcount {
  const minutes = Math.max(0, Math.floor((now - at) / 60_000));
  const age = minutes === 0 ? 'less than a minute' : `${minutes} min`;
  return {
    active: totals.active,
    message: `Counted from the list of managed accounts, read ${age} before.`,
  };
}

function notCounted(why: string): Headcount {
  return { active: null, message: `It could not be counted: ${why}` };
}
