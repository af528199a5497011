/** The listed users of a run, and their order. */
import { needsAttention, shownKinds } from '#lib/domain/outcome/outcome';
import type { PlanEntry } from '#lib/domain/plan/plan';
import { contradicted, isContradicted } from '#lib/domain/run/recheck';
import type { RunState } from '#lib/domain/run/state';
import { shownOutcome } from '#lib/domain/run/view/shown-outcome';

/** `begun`: the users that the run has reached; `everyone`: the whole plan; otherwise the users of one tally. */
const runFilters = ['everyone', 'begun', 'attention', ...shownKinds] as const;
export type RunFilter = (typeof runFilters)[number];

/** Whether a text names a filter. */
export function isRunFilter(text: string): text is RunFilter {
  return runFilters.some((each) => each === text);
}

interface RunRows {
  filter: RunFilter;
  /** Newest first, which is the order of the plan backwards; else the order of the plan. */
  newestFirst: boolean;
  /** Positions from here on are not listed, so that a list being read stands still; null for no such limit. */
  before: number | null;
  /** One flag a position, from `searchFlags`; null where nothing is searched for. */
  found: Uint8Array | null;
  /** False if no process works on the run any more. */
  carriedOut: boolean;
}

/** Positions of the plan, in the order in which they are listed. */
export function runRows(
  state: RunState,
  { filter, newestFirst, before, found, carriedOut }: RunRows,
): number[] {
  const whole = filter === 'everyone' || filter === 'not-attempted';
  const end = whole ? state.total : Math.min(state.next, before ?? state.next);
  const rows: number[] = [];
  for (let position = 0; position < end; position += 1) {
    if (found !== null && found[position] !== 1) continue;
    if (isListed(state, filter, position, carriedOut)) rows.push(position);
  }
  // Among the users who are still to do, the next one comes first.
  return newestFirst && filter !== 'not-attempted' ? rows.reverse() : rows;
}

/** The number of users who need the admin's attention. */
export function attentionCount(state: RunState): number {
  const { refused, failed, skipped } = state.counts;
  return refused + failed + skipped + state.counts['in-doubt'] + contradicted(state).length;
}

function isListed(state: RunState, filter: RunFilter, position: number, carriedOut: boolean): boolean {
  if (filter === 'everyone') return true;
  const user = state.users.brief(position);
  if (filter === 'begun') return user !== undefined;
  if (filter === 'attention') {
    return (user?.outcome != null && needsAttention(user.outcome)) || isContradicted(state, position);
  }
  return shownOutcome(user, carriedOut) === filter;
}

/** One text a user, made once, so that a search among 100,000 users answers every key at once. */
export function searchTexts(entries: readonly PlanEntry[]): string[] {
  return entries.map(({ name, email, accountId }) => `${name}\n${email}\n${accountId}`.toLowerCase());
}

/** A flag for each user in whose text every word of `search` occurs; null where nothing was typed. */
export function searchFlags(texts: readonly string[], search: string): Uint8Array | null {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  return Uint8Array.from(texts, (text) => (words.every((word) => text.includes(word)) ? 1 : 0));
}
