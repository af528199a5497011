/**
 * Compares the number of active managed accounts before, during and after a run. Atlassian's Knowledge Base article
 * tells the admin to check by hand that it fell by one after the first user, and by the number deactivated at the end.
 * Pure.
 */
import { actTerms } from '#lib/domain/outcome/act';
import { type HeadcountMoment, headcountMoments } from '#lib/domain/run/events';
import type { Headcount, RunState } from '#lib/domain/run/state';

/** The number of users that a run has changed so far. */
export function changedBy(state: Pick<RunState, 'act' | 'counts'>): number {
  const { done, confirmed } = actTerms[state.act];
  return state.counts[done] + state.counts[confirmed];
}

/** The count that is due when no call is under way; null if none is. `ending`: whether the run is about to end. */
export function dueHeadcount(state: RunState, ending: boolean): HeadcountMoment | null {
  if (!state.counted) return null;
  const { headcounts, canary, next, total } = state;
  if (next === 0) return !ending && headcounts.before === undefined ? 'before' : null;
  if (ending) return headcounts.end === undefined ? 'end' : null;
  const through = canary.state === 'ask' || canary.state === 'passed';
  return through && next < total && headcounts['after-canary'] === undefined ? 'after-canary' : null;
}

/** A count, compared with the number that the count before the run leads to expect. */
export interface ComparedHeadcount extends Headcount {
  moment: HeadcountMoment;
  /** Null if the number before the run is not known, and for the count before the run itself. */
  expected: number | null;
  /** Null if the two cannot be compared. */
  matches: boolean | null;
}

/** All counts of a run so far, in order. Others may change accounts meanwhile, and the number may lag [INFER]. */
export function compareHeadcounts(state: RunState): ComparedHeadcount[] {
  const before = state.headcounts.before?.active ?? null;
  const sign = actTerms[state.act].goal === 'inactive' ? -1 : 1;
  return headcountMoments.flatMap((moment): ComparedHeadcount[] => {
    const reading = state.headcounts[moment];
    if (!reading) return [];
    const expected = before === null || moment === 'before' ? null : before + sign * reading.changed;
    const matches = expected === null || reading.active === null ? null : expected === reading.active;
    return [{ ...reading, moment, expected, matches }];
  });
}
