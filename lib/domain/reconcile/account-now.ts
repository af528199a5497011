/** The state of an account after a run, according to a file or the directory. Pure. */
import { z } from 'zod';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { factOf } from '#lib/domain/directory/facts';
import { type Reading, sources } from '#lib/domain/directory/reading';
import { isOnList, type ManagedList } from '#lib/domain/directory/sweep';
import type { RosterUser } from '#lib/domain/roster/roster';

/** The source of a status: an export, or a source of the directory. */
const nowSources = ['file', ...sources] as const;

const read = { text: z.string(), source: z.enum(nowSources), at: z.number() };

/** An account now. Times are ms since the epoch. */
export const accountNowSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('active'), ...read }),
  z.object({ state: z.literal('inactive'), ...read }),
  /** A status that means neither active nor inactive, such as `suspended`. */
  z.object({ state: z.literal('other'), ...read }),
  /** The file has no row with this account ID. The account may exist all the same. */
  z.object({ state: z.literal('not-in-file'), at: z.number() }),
  /** The directory's last complete list, which began at `at`, does not have the account. */
  z.object({ state: z.literal('not-listed'), at: z.number() }),
  z.object({
    state: z.literal('not-known'),
    /**
     * `not-read`: nothing was read after the run. `may-lag`: a list that was read shortly after the run departs from
     * what the run did. `contradiction`: sources, or rows of the file, say different things. `no-status`: the row in
     * the file has no status.
     */
    why: z.enum(['not-read', 'may-lag', 'contradiction', 'no-status']),
  }),
]);
export type AccountNow = z.infer<typeof accountNowSchema>;

/** The account in a file that was written at `at`; `row` is its first row, undefined if the file has none. */
export function nowInFile(
  row: Pick<RosterUser, 'status' | 'statusText' | 'problems'> | undefined,
  at: number,
): AccountNow {
  if (row === undefined) return { state: 'not-in-file', at };
  if (row.problems.some(({ code }) => code === 'contradiction')) return notKnown('contradiction');
  if (row.status === 'unknown' && row.statusText.trim() === '') return notKnown('no-status');
  const text = row.statusText.trim() || row.status;
  const state = row.status === 'active' || row.status === 'inactive' ? row.status : 'other';
  return { state, text, source: 'file', at };
}

/**
 * The account in the directory. All `readings` were made after the run; the list may be older. If a reading shortly
 * after the run contradicts it, the run's result is among the readings (`readingsAfterRun`).
 */
export function nowInDirectory(readings: readonly Reading[], list: ManagedList, since: number): AccountNow {
  const status = factOf(readings, 'status');
  const { whole } = list.state;
  const isGone = whole !== null && whole.at > since && isOnList(list, readings) === false;
  // A reading of this account from after the beginning of the list outranks the list.
  if (isGone && (status.state === 'never' || status.at < whole.at))
    return { state: 'not-listed', at: whole.at };
  if (status.state === 'never') return notKnown('not-read');
  const { source, at, value } = status;
  // The result of a run is among the readings only if one contradicts it.
  if (source === 'run' || status.against?.source === 'run') return notKnown('may-lag');
  if (status.against !== null) return notKnown('contradiction');
  const state = readAccountStatus(value);
  return { state: state === 'odd' ? 'other' : state, text: value, source, at };
}

function notKnown(why: Extract<AccountNow, { state: 'not-known' }>['why']): AccountNow {
  return { state: 'not-known', why };
}
