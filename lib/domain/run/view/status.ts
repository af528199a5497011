/** The status of a run as a line of text, shared by the page, its title and screen readers. Pure. */
import { type Act, actTerms, dryRunMark, outcomeLabel } from '#lib/domain/outcome/act';
import type { Ending } from '#lib/domain/outcome/ending';
import { outcomeKinds, type ShownOutcome } from '#lib/domain/outcome/outcome';
import { endsByItself } from '#lib/domain/run/events';
import { contradictedUnsettled, openAtTheEnd, recheckText } from '#lib/domain/run/recheck';
import type { RunState } from '#lib/domain/run/state';
import { verificationFacts } from '#lib/domain/run/verification-texts';
import type { Abandoned } from '#lib/domain/run/view/abandoned';
import { type OutcomeWords, resultParts } from '#lib/domain/run/view/result';
import { shownCounts } from '#lib/domain/run/view/shown-outcome';
import { whole } from '#lib/domain/text/whole';

/** The phase that begins the line. `waiting`: running, with nothing to do before a certain time. */
export type RunPhase =
  | 'starting'
  | 'first-user'
  | 'running'
  | 'waiting'
  | 'paused'
  | 'stopping'
  | 'interrupted'
  | Abandoned
  | Ending;

/** The status line and its parts. */
export interface RunStatus {
  phase: RunPhase;
  /** `Deactivating 90 of 2,391`; once the run is completed, its result: `2,380 of 2,391 deactivated`. */
  title: string;
  /** The facts after it: `87 deactivated`, `3 refused`, `about 12 min left`. */
  facts: string[];
  /** Settled users as a share of all, 0 to 1. */
  share: number;
  /** Accounts that were read again contradict the run's results. */
  contradicted: boolean;
}

/** Waits shorter than this many ms are not shown, since the line would flicker. */
export const shortestWaitShown = 3_000;

/** Whether the run continues after its wait without a command of the admin. */
export function goesOnByItself({ status, pause }: RunState): boolean {
  return status === 'running' || status === 'stopping' || endsByItself(pause?.code);
}

/**
 * How long the run still waits by itself at `now` (wall clock, ms), also before a probe or before the last readings of
 * a stop; 0 if it does not wait.
 */
export function waitLeft(state: RunState, now: number): number {
  const { hold } = state;
  if (!goesOnByItself(state) || hold === null) return 0;
  // A clock set back must not extend the wait.
  return Math.min(hold.waitMs, Math.max(0, hold.at + hold.waitMs - now));
}

/** Whether the status line shows a wait; `waitLeft` has its length. */
export function isWaiting(state: RunState, now: number): boolean {
  return (state.hold?.waitMs ?? 0) >= shortestWaitShown && waitLeft(state, now) > 0;
}

/** The phase of a run at `now`, in ms since the epoch. */
function phaseOf(state: RunState, now: number, abandoned: Abandoned | null): RunPhase {
  if (abandoned !== null) return abandoned;
  switch (state.status) {
    case 'new':
      return 'starting';
    case 'running':
      if (isWaiting(state, now)) return 'waiting';
      if (state.act === 'dry-run') return 'running';
      return state.settled === 0 || state.canary.state === 'checking' ? 'first-user' : 'running';
    case 'ended':
      return state.end?.how ?? 'completed';
    default:
      return state.status;
  }
}

/** The facts besides the state of the run that its status line depends on. */
interface StatusContext {
  /** The time that the line is for, in ms since the epoch. */
  now: number;
  /** The estimated remaining time, in ms; null if there is no estimate. */
  leftMs?: number | null;
  /** The reason why no process works on the run any more; null if one does. */
  abandoned?: Abandoned | null;
  /** The positions of an ended run that later runs settled. */
  settled?: ReadonlyMap<number, unknown>;
  /** The names of the outcomes. */
  label?: OutcomeWords;
}

/** The status line of a run. */
export function runStatus(
  state: RunState,
  { now, leftMs = null, abandoned = null, settled, label = outcomeLabel }: StatusContext,
): RunStatus {
  const phase = phaseOf(state, now, abandoned);
  const counts = shownCounts(state, abandoned === null);
  const verification = verificationFacts(state, settled);
  const [result, ...others] = resultParts(state.act, counts, verification, label);
  const isCompleted = phase === 'completed';
  const title = titleOf(state, phase, result);
  const facts = isCompleted ? others : outcomesSoFar(state, counts, label);
  if (!isCompleted) facts.push(...usersLeft(state, phase, leftMs));
  if (openAtTheEnd(state).length > 0) facts.push(lowerFirst(recheckText(state)));
  if (!isCompleted) facts.push(...verification);
  return {
    phase,
    title: state.act === 'dry-run' ? `${dryRunMark} · ${title}` : title,
    facts,
    share: state.total === 0 ? 0 : state.settled / state.total,
    contradicted: contradictedUnsettled(state, settled).length > 0,
  };
}

/** The number of users per outcome so far: `87 deactivated`, `3 refused`. */
function outcomesSoFar(
  state: RunState,
  counts: Readonly<Record<ShownOutcome, number>>,
  label: OutcomeWords,
): string[] {
  const counted = (kind: ShownOutcome, count: number) =>
    `${whole(count)} ${label(state.act, kind).toLowerCase()}`;
  const facts = outcomeKinds
    .filter((kind) => state.counts[kind] > 0 || (kind === actTerms[state.act].done && state.settled > 0))
    .map((kind) => counted(kind, state.counts[kind]));
  const unread = counts['not-read-back'];
  if (unread > 0) facts.push(counted('not-read-back', unread));
  return facts;
}

/** The remaining time of a run that goes on; of one that has ended, the number of users it did not attempt. */
function usersLeft({ settled, total, endedAt }: RunState, phase: RunPhase, leftMs: number | null): string[] {
  if (settled >= total) return [];
  if (endedAt !== null) return [`${whole(total - settled)} not attempted`];
  const goesOn = phase === 'running' || phase === 'waiting';
  return goesOn && leftMs !== null ? [timeLeft(leftMs)] : [];
}

/** The line as one text: `Paused at 90 of 2,391 · 87 deactivated · 3 refused`. */
export function statusLine({ title, facts }: Pick<RunStatus, 'title' | 'facts'>): string {
  return [title, ...facts].join(' · ');
}

/** `about 12 min left` from milliseconds, rounded to the precision of an estimate. */
function timeLeft(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (ms < 45_000) return 'less than a minute left';
  if (minutes < 60) return `about ${minutes} min left`;
  const rounded = Math.round(minutes / 5) * 5;
  const rest = rounded % 60;
  return `about ${Math.floor(rounded / 60)} h${rest === 0 ? '' : ` ${rest} min`} left`;
}

/** A wait as a clock shows it, rounded up: `0:12`, `12:05`, `1:00:00`; from milliseconds. */
export function countdown(ms: number): string {
  return clockText(Math.ceil(Math.max(0, ms) / 1_000));
}

/** The time that has passed as a clock shows it, rounded down: `0:12`; from milliseconds. */
export function stopwatch(ms: number): string {
  return clockText(Math.floor(Math.max(0, ms) / 1_000));
}

function clockText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** The short form for the window's title: `42% · Lockstep`, `Paused 42% · Lockstep`. */
export function windowTitle({
  phase,
  share,
  contradicted: departs,
}: Pick<RunStatus, 'phase' | 'share' | 'contradicted'>): string {
  const percent = `${share < 1 ? Math.min(99, Math.floor(share * 100)) : 100}%`;
  const label: Partial<Record<RunPhase, string>> = {
    waiting: `Waiting ${percent}`,
    paused: `Paused ${percent}`,
    stopping: `Stopping ${percent}`,
    interrupted: `Interrupted ${percent}`,
    'cannot-go-on': `Cannot go on ${percent}`,
    'end-unwritten': `Stopped at ${percent}`,
    completed: departs ? 'Done, but look' : 'Done',
    stopped: `Stopped at ${percent}`,
    halted: `Halted at ${percent}`,
  };
  return `${label[phase] ?? percent} · Lockstep`;
}

const doingLabels: Record<Act, string> = {
  deactivate: 'Deactivating',
  restore: 'Re-activating',
  'dry-run': 'Looking at',
};

/** `result` is the title of a run that has come to its end. */
function titleOf(state: RunState, phase: RunPhase, result: string): string {
  const done = `${whole(state.settled)} of ${whole(state.total)}`;
  const doing = doingLabels[state.act];
  switch (phase) {
    case 'starting':
      return 'Starting';
    case 'first-user':
      return state.settled === 0
        ? `${doing} the first of ${whole(state.total)}`
        : `Checking the first of ${whole(state.total)}`;
    case 'running':
      return `${doing} ${done}`;
    case 'waiting':
      return `Waiting at ${done}`;
    case 'paused':
      return `Paused at ${done}`;
    case 'stopping':
      return `Stopping at ${done}`;
    case 'interrupted':
      return `Interrupted at ${done}`;
    case 'cannot-go-on':
      return `Cannot go on at ${done}`;
    case 'end-unwritten':
      return `Stopped at ${done}, end not written yet`;
    case 'completed':
      return state.imported ? `Imported: ${result}` : result;
    case 'stopped':
      return `Stopped at ${done}`;
    case 'halted':
      return `Halted at ${done}`;
  }
}

/** The message in the middle of a line, without its full stop. */
function lowerFirst(message: string): string {
  return `${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, '')}`;
}
