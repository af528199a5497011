import { doubtPause } from '#lib/domain/run/backoff';
import { holdsAll, type RunEvent } from '#lib/domain/run/events';
import { holdLeft } from '#lib/domain/run/hold';
import type { RunState } from '#lib/domain/run/state';
import { goesOnByItself, shortestWaitShown } from '#lib/domain/run/view/status';
import type { Clock } from '#lib/engine/ports';
import type { Requests } from '#lib/engine/run/runner/requests';

/** The dependencies for computing waits. */
interface WaitParts {
  state: RunState;
  /** Minimum time between the beginnings of two calls, in ms. */
  gapMs: number;
  clock: Pick<Clock, 'monotonic' | 'moment'>;
  requests: Pick<Requests, 'emptyUntil' | 'askedMs' | 'isReckoned'>;
}

const none: ReadonlySet<number> = new Set();

/** The waits of a run. All moments are on the monotonic clock. */
export class Waits {
  /** The end of the wait recorded in the journal. */
  private holdUntil: number;
  /** The end of the gap between the beginnings of two users. */
  private gapUntil = 0;
  /** The end of the gap between two calls. A user who waited for the rate limit is called later than they began. */
  private sentGapUntil = 0;
  /** The times when the next readings of accounts in doubt are due, by position. */
  private readonly readings: Map<number, number>;

  constructor(private readonly parts: WaitParts) {
    this.holdUntil = heldFor(parts);
    this.readings = pausesAnew(parts);
  }

  /** Notes an event that has been applied to the state. */
  note(event: RunEvent): void {
    const { state, clock } = this.parts;
    if ('waitMs' in event && event.waitMs !== undefined) {
      const until = clock.monotonic() + event.waitMs;
      if (holdsAll(event)) this.holdUntil = Math.max(this.holdUntil, until);
      else if ('position' in event) this.readings.set(event.position, until);
    }
    if (event.type === 'resumed' && state.hold === null) this.holdUntil = 0;
  }

  /** Starts the gap before the next user begins. */
  callBegins(): void {
    this.gapUntil = this.parts.clock.monotonic() + this.parts.gapMs;
  }

  /** Starts the gap before the next call is sent. */
  callIsSent(): void {
    this.sentGapUntil = this.parts.clock.monotonic() + this.parts.gapMs;
  }

  /** The time when the next call may be sent, as far as the gap is concerned. */
  get nextCallAt(): number {
    return this.sentGapUntil;
  }

  /** The end of the run's wait, by Atlassian's request or by itself. No call begins before it. */
  get heldUntil(): number {
    return this.holdUntil;
  }

  /** The end of all waits of the run. Nothing new begins before it. */
  get until(): number {
    const emptyUntil = this.parts.requests.emptyUntil(this.parts.clock.monotonic());
    return Math.max(this.holdUntil, emptyUntil, this.gapUntil, this.sentGapUntil);
  }

  /** The event that Atlassian has no calls left, if that lengthens the present wait; otherwise null. */
  callsUsedUp(now: number): RunEvent | null {
    const { state, requests } = this.parts;
    const until = requests.emptyUntil(now);
    if (!goesOnByItself(state) || until - Math.max(now, this.holdUntil) < shortestWaitShown) return null;
    const { askedMs, isReckoned } = requests;
    const event = { type: 'calls-used-up', waitMs: until - now } as const;
    if (askedMs !== undefined) return { ...event, askedMs };
    return isReckoned ? { ...event, reckoned: true } : event;
  }

  /** Positions whose next reading is not due yet. The others are removed. */
  pausing(now: number): ReadonlySet<number> {
    if (this.readings.size === 0) return none;
    for (const [position, until] of this.readings) if (until <= now) this.readings.delete(position);
    return new Set(this.readings.keys());
  }

  /** The time when the first of these readings is due. */
  get nextReading(): number {
    return Math.min(...this.readings.values());
  }
}

/** The end of the wait recorded in the journal, on the monotonic clock. */
function heldFor({ state: { hold }, clock }: WaitParts): number {
  return hold === null ? 0 : clock.monotonic() + holdLeft(hold, clock.moment());
}

/**
 * Restarts the pause before the next reading of each account in doubt, since the time of the last reading is not known.
 * The readings of all processes together then take as long as those of one.
 */
function pausesAnew({ state: { open, users }, clock }: WaitParts): Map<number, number> {
  const pauses = new Map<number, number>();
  for (const position of open) {
    const user = users.at(position);
    if (user?.stage !== 'doubted') continue;
    const pause = doubtPause(user.unchangedReads + user.failedReads);
    if (pause !== null) pauses.set(position, clock.monotonic() + pause);
  }
  return pauses;
}
