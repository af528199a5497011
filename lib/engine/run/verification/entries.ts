/**
 * Turns readings of accounts into entries of the journal. Accounts that a later run acted on get entries of their own.
 * Pure.
 */
import type { RunEvent } from '#lib/domain/run/events';
import type { StatusReading } from '#lib/engine/directory/statuses/status-parts';
import type { ActedLater } from '#lib/engine/run/verification/subjects';

/** The later runs that may have changed accounts, by position. */
type Later = ReadonlyMap<number, ActedLater>;

/** The entries about accounts that were read together. */
export function readEvents({ source, at, active, inactive }: StatusReading, later: Later): RunEvent[] {
  return [...byRun([...active, ...inactive], later)].map(([run, positions]): RunEvent => {
    const mine = new Set(positions);
    const read = {
      source,
      readAt: at,
      active: active.filter((position) => mine.has(position)),
      inactive: inactive.filter((position) => mine.has(position)),
    };
    return run === null
      ? { type: 'verified', ...read }
      : { type: 'verified-later', run, ...read, unread: [], message: '' };
  });
}

/** The entries about accounts that could not be read at `at` (ms since the epoch), for one reason. */
export function unreadEvents(
  { positions, message, at }: { positions: readonly number[]; message: string; at: number },
  later: Later,
): RunEvent[] {
  return [...byRun(positions, later)].map(([run, unread]): RunEvent => {
    if (run === null) return { type: 'unverified', positions: unread, message };
    const nobody = { source: null, readAt: at, active: [], inactive: [] };
    return { type: 'verified-later', run, ...nobody, unread, message };
  });
}

/** The positions by the number of the later run; null for those that none has acted on. */
function byRun(positions: readonly number[], later: Later): Map<number | null, number[]> {
  const found = new Map<number | null, number[]>();
  for (const position of positions) {
    const run = later.get(position)?.number ?? null;
    const mine = found.get(run);
    if (mine === undefined) found.set(run, [position]);
    else mine.push(position);
  }
  return found;
}
