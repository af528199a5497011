/** The pace of a run: users a minute over time, the waits between, and the time that the rest will take. */
import type { JournalEntry } from '#lib/domain/run/events';

/** A span of time without calls, on the wall clock in ms. `to` is null while it lasts. */
export interface IdleSpan {
  why: 'asked' | 'retry' | 'paused';
  from: number;
  to: number | null;
}

export interface Pace {
  startedAt: number | null;
  /**
   * Users done in each slice of `sliceMs` since `startedAt`, by the number of the slice. Empty slices are absent.
   */
  slices: Map<number, number>;
  idleSpans: IdleSpan[];
  /** The number of times that the run was paused or interrupted. */
  pauses: number;
  /** Milliseconds of work up to `at`, without pauses. */
  workedMs: number;
  at: number;
  atWork: boolean;
  /** `workedMs` at the latest settled users, oldest first. */
  recent: number[];
}

export const sliceMs = 5_000;
/** Number of users over which the speed is averaged: few enough to follow a change, many enough to be steady. */
const recentUsers = 120;
/** Waits shorter than this are not drawn, in ms. */
const shortestIdleMs = 1_000;
/** Events that end a pause: a call that was in flight settles in the middle of it. */
const goesOn = new Set<JournalEntry['event']['type']>(['resumed', 'stop-requested', 'ended']);

/** The pace of a run that has not begun. */
export function newPace(): Pace {
  return {
    startedAt: null,
    slices: new Map(),
    idleSpans: [],
    pauses: 0,
    workedMs: 0,
    at: 0,
    atWork: false,
    recent: [],
  };
}

/** Folds one journal entry into the pace, in place. Each entry comes once, in order. */
export function pace(state: Pace, { at, event }: JournalEntry): void {
  // The entry of an interruption is written at the next start. How long the program worked after the entry before is
  // not known, so no work is counted.
  const until = event.type === 'interrupted' ? Math.min(at, state.at) : at;
  if (state.atWork) state.workedMs += Math.max(0, until - state.at);
  state.at = Math.max(state.at, at);
  const last = state.idleSpans.at(-1);
  const resting = last?.why === 'paused' && last.to === null;
  if (!resting || goesOn.has(event.type)) endIdleSpan(state, until);
  switch (event.type) {
    case 'started':
      state.startedAt = at;
      state.atWork = true;
      break;
    case 'settled': {
      const slice = Math.max(0, Math.floor((at - (state.startedAt ?? at)) / sliceMs));
      state.slices.set(slice, (state.slices.get(slice) ?? 0) + 1);
      state.recent.push(state.workedMs);
      if (state.recent.length > recentUsers) state.recent.shift();
      break;
    }
    case 'deferred':
      beginIdleSpan(state, event.fault.code === 'rate-limited' ? 'asked' : 'retry', at, event.waitMs);
      break;
    case 'calls-used-up':
      beginIdleSpan(state, 'asked', at, event.waitMs);
      break;
    case 'paused':
    case 'interrupted':
      state.atWork = false;
      if (!resting) state.pauses += 1;
      beginIdleSpan(state, 'paused', until, Number.POSITIVE_INFINITY);
      break;
    case 'resumed':
      state.atWork = true;
      break;
    case 'ended':
      state.atWork = false;
      break;
  }
}

/** Milliseconds of work up to `now` (ms since the epoch) without pauses. Above `workedMs` while a call is under way. */
export function workedUntil({ workedMs, atWork, at }: Pace, now: number): number {
  return workedMs + (atWork ? Math.max(0, now - at) : 0);
}

/** Recent users a minute, at `now` (ms since the epoch); null until enough users are settled. */
export function usersPerMinute(state: Pace, now: number): number | null {
  const [oldest] = state.recent;
  if (oldest === undefined || state.recent.length < 5) return null;
  const span = workedUntil(state, now) - oldest;
  return span < 1_000 ? null : ((state.recent.length - 1) * 60_000) / span;
}

/** The time that `users` more users will take at the current speed, in ms; null while there is no speed yet. */
export function timeFor(users: number, perMinute: number | null): number | null {
  return perMinute === null || perMinute <= 0 ? null : (users / perMinute) * 60_000;
}

function endIdleSpan(state: Pace, at: number): void {
  const last = state.idleSpans.at(-1);
  if (!last || last.to !== null) return;
  last.to = Math.max(last.from, at);
  if (last.to - last.from < shortestIdleMs) state.idleSpans.pop();
}

function beginIdleSpan(state: Pace, why: IdleSpan['why'], at: number, waitMs: number): void {
  if (waitMs < shortestIdleMs) return;
  const last = state.idleSpans.at(-1);
  if (last?.to === null) return;
  // Adjacent waits are joined. They look like one, and a longer list would draw nothing more. Between two pauses the
  // run went on.
  if (last && last.why === why && why !== 'paused' && at - last.to < sliceMs) last.to = null;
  else state.idleSpans.push({ why, from: at, to: null });
}
