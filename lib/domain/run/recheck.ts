/**
 * When Lockstep's own count contradicts what a run reports, some of its users are read again at once: an answer that
 * accepts a call is not yet an account that is inactive. Pure.
 */
import { actTerms } from '#lib/domain/outcome/act';
import type { Outcome } from '#lib/domain/outcome/outcome';
import { compareHeadcounts } from '#lib/domain/run/headcount';
import type { RunState } from '#lib/domain/run/state';

/** How many users are read again at most. */
export const recheckedUsers = 20;

/** A count may be off by as many, or by a tenth of the plan if that is fewer: others change accounts meanwhile. */
const toleratedUsers = 5;

/** By how many accounts the count at the end departs from what the run reports; null where that is not known. */
export function departureOf(state: RunState): number | null {
  const last = compareHeadcounts(state).find(({ moment }) => moment === 'end');
  if (!last || last.active === null || last.expected === null) return null;
  return last.active - last.expected;
}

/** Positions to read again before the run ends, spread over its users; null where nothing is due. */
export function dueRecheck(state: RunState): number[] | null {
  if (state.recheck !== null) return null;
  const departure = departureOf(state);
  if (departure === null || Math.abs(departure) <= Math.min(toleratedUsers, state.total / 10)) return null;
  const changed = changedPositions(state);
  if (changed.length === 0) return null;
  const step = Math.max(1, changed.length / recheckedUsers);
  const picked = Array.from(
    { length: Math.min(recheckedUsers, changed.length) },
    (_, at) => changed[Math.floor(at * step)],
  );
  return picked.filter((position) => position !== undefined);
}

/** Positions of users whom the run reports as changed and whose account read otherwise at its end. */
export function contradicted(state: RunState): number[] {
  const { goal } = actTerms[state.act];
  const other = goal === 'inactive' ? 'active' : 'inactive';
  return (state.recheck?.readings ?? []).flatMap(({ position, reading }) =>
    reading === other ? [position] : [],
  );
}

/** What the second reading found, in a sentence: `19 of the 20 accounts read again are still active.` Empty for none. */
export function recheckText(state: RunState): string {
  const readings = state.recheck?.readings ?? [];
  if (readings.length === 0) return '';
  const { goal } = actTerms[state.act];
  const other = goal === 'inactive' ? 'still active' : 'inactive again';
  const found = contradicted(state).length;
  const unreadable = readings.filter(({ reading }) => reading === 'unreadable').length;
  const unread = unreadable > 0 ? ` ${unreadable} could not be read.` : '';
  if (readings.length === 1) {
    return `The one account read again at the end is ${found === 1 ? '' : 'not '}${other}.${unread}`;
  }
  const verb = found > 1 ? 'are' : 'is';
  return `${found === 0 ? 'None' : found} of the ${readings.length} accounts read again at the end ${verb} ${other}.${unread}`;
}

/** What stands with a user of this outcome whose account contradicts the report. */
export function contradictionText(
  state: RunState,
  outcome: Outcome | null,
): { message: string; hint: string } {
  const { goal, done } = actTerms[state.act];
  // Of a call whose answer was lost nobody knows whether it was accepted.
  const was = outcome === done ? 'Atlassian accepted the call' : `The account was read back ${goal}`;
  return goal === 'inactive'
    ? {
        message: `${was}, but at the end of the run the account read active.`,
        hint: 'Look at the account in admin.atlassian.com. An identity provider may have put it back; it may also be a delay.',
      }
    : {
        message: `${was}, but at the end of the run the account read inactive.`,
        hint: 'Look at the account in admin.atlassian.com; it may also be a delay.',
      };
}

function changedPositions(state: RunState): number[] {
  const { done, confirmed } = actTerms[state.act];
  return state.users.flatMap((user, position) =>
    user?.outcome === done || user?.outcome === confirmed ? [position] : [],
  );
}
