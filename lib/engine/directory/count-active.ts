/** Counts the organisation's active managed accounts. */
import type { Answer } from '#lib/domain/outcome/answer';
import { managedListOf } from '#lib/engine/directory/directory';
import { type Sweep, sweepAccounts } from '#lib/engine/directory/sweep';
import type { Atlassian, Clock } from '#lib/engine/ports';
import type { DirectoryStore } from '#lib/engine/storage';

/** Maximum number of accounts that are listed if Atlassian gives no count. A run must not wait for minutes. */
const mostListed = 20_000;

/** The number of active managed accounts, or null with the reason. `message` also says how it was counted. */
export interface Headcount {
  active: number | null;
  message: string;
}

/**
 * Asks for the number. An organisation on original user management has no count [SPEC: `ADMIN-400-4`], so its list of
 * managed accounts is read instead, and kept in the directory.
 */
export async function countActive(
  { atlassian, store, clock }: { atlassian: Atlassian; store: DirectoryStore; clock: Clock },
  organisationId: string,
  signal: AbortSignal,
): Promise<Headcount> {
  const counted: Answer<number> = await atlassian.countActive(organisationId, signal);
  if (counted.ok) return { active: counted.value, message: '' };
  if (signal.aborted || counted.fault.code === 'rate-limited' || counted.fault.owner === 'network') {
    return notCounted(counted.fault.message);
  }
  const stop = new AbortController();
  const end = AbortSignal.any([signal, stop.signal]);
  const list: { tooLong: boolean } = { tooLong: false };
  const sweep: Sweep = {
    atlassian,
    organisationId,
    store,
    clock,
    signal: end,
    random: () => 0,
    waiting: () => undefined,
    progress(done, total) {
      list.tooLong = (total ?? done) > mostListed;
      if (list.tooLong) stop.abort();
    },
  };
  // A sweep that was left has pages from before the calls of a run.
  const part = await sweepAccounts(sweep, 0);
  if (list.tooLong) {
    return notCounted(`${counted.fault.message} The list of managed accounts is too long to be read for it.`);
  }
  const { whole } = managedListOf(store).state;
  if (part.state === 'known' && whole) {
    return { active: whole.totals.active, message: 'Counted from the list of managed accounts.' };
  }
  return notCounted(part.state === 'partly' || part.state === 'unknown' ? part.message : '');
}

function notCounted(why: string): Headcount {
  return { active: null, message: `It could not be counted: ${why}` };
}
