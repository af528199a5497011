/**
 * Reads some users again if the headcount contradicts the run's results: an accepted call alone does not prove that the
 * account is inactive. Pure.
 */
import { actTerms } from '#lib/domain/outcome/act';
import { compareHeadcounts } from '#lib/domain/run/headcount';
import type { RunState } from '#lib/domain/run/state';
import { isRefuted, refutedPositions, wasReadAsLeft } from '#lib/domain/run/verdict';
import { refutationText } from '#lib/domain/run/verification-texts';
import { whole } from '#lib/domain/text/whole';

/** Maximum number of users who are read again. */
export const recheckedUsers = 20;

/** Maximum deviation of a count, or a tenth of the plan if that is less: others change accounts meanwhile. */
const toleratedUsers = 5;

/** The number of accounts by which the count at the end deviates from the run's results; null if not known. */
export function headcountDeviation(state: RunState): number | null {
  const last = compareHeadcounts(state).find(({ moment }) => moment === 'end');
  if (!last || last.active === null || last.expected === null) return null;
  return last.active - last.expected;
}

/** Positions to read again before the run ends, spread over its users; null if nothing is due. */
export function dueRecheck(state: RunState): number[] | null {
  if (state.recheck !== null) return null;
  const departure = headcountDeviation(state);
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

/**
 * Positions of users whom the run reports as changed, but whose account a later reading shows in another status. That
 * is the last verification if it has read the account, otherwise the reading at the end of the run. Linear in the run
 * once it is verified.
 */
export function contradicted(state: RunState): number[] {
  const positions = new Set([...openAtTheEnd(state), ...refutedPositions(state)]);
  return [...positions].sort((one, other) => one - other);
}

/** The same without those whom later runs settled: they do not contradict the run any more. */
export function contradictedUnsettled(state: RunState, settled?: ReadonlyMap<number, unknown>): number[] {
  return contradicted(state).filter((position) => settled?.has(position) !== true);
}

/** Whether a reading of the account at `position` contradicts the report, regardless of later runs. */
export function isContradicted(state: RunState, position: number): boolean {
  return isRefuted(state, position) || openAtTheEnd(state).includes(position);
}

/** Positions whose reading at the end of the run contradicts the report, and that no verification has read since. */
export function openAtTheEnd(state: RunState): number[] {
  return contradictedAtTheEnd(state).filter((position) => {
    const found = state.verification?.readings[position];
    return found === undefined || (found.reading === 'unreadable' && !wasReadAsLeft(state.act, found));
  });
}

function contradictedAtTheEnd(state: RunState): number[] {
  const { goal } = actTerms[state.act];
  const other = goal === 'inactive' ? 'active' : 'inactive';
  return (state.recheck?.readings ?? []).flatMap(({ position, reading }) =>
    reading === other ? [position] : [],
  );
}

/** The result of reading again, in a sentence: `19 of the 20 accounts read again are still active.` Empty for none. */
export function recheckText(state: RunState): string {
  const readings = state.recheck?.readings ?? [];
  if (readings.length === 0) return '';
  const { goal } = actTerms[state.act];
  const other = goal === 'inactive' ? 'still active' : 'inactive again';
  const found = contradictedAtTheEnd(state).length;
  const unreadable = readings.filter(({ reading }) => reading === 'unreadable').length;
  const unread = unreadable > 0 ? ` ${unreadable} could not be read.` : '';
  if (readings.length === 1) {
    return `The one account read again at the end is ${found === 1 ? '' : 'not '}${other}.${unread}`;
  }
  const verb = found > 1 ? 'are' : 'is';
  return `${found === 0 ? 'None' : whole(found)} of the ${whole(readings.length)} accounts read again at the end ${verb} ${other}.${unread}`;
}

/** The note at a user whose account contradicts the report. */
export function contradictionText(state: RunState, position: number): { message: string; hint: string } {
  if (isRefuted(state, position)) return refutationText(state, position);
  const { goal, done } = actTerms[state.act];
  const outcome = state.users.at(position)?.outcome ?? null;
  // If the answer was lost, it is not known whether Atlassian accepted the call.
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
  return state.users.positions(({ outcome }) => outcome === done || outcome === confirmed);
}
