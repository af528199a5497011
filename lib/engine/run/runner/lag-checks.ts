import { actTerms } from '#lib/domain/outcome/act';
import type { RunState } from '#lib/domain/run/state';

/**
 * The time after its call within which an account must show the change in the search, in ms. A status is believed to
 * lag by at most half a minute [INFER]; the rest is for the call itself.
 */
const showsWithinMs = 40_000;

/** The time between two checks, in ms. Each check takes the place of an account in a block. */
const askedEveryMs = 20_000;

/** The time between two users that are remembered, in ms. */
const everyMs = 1_000;

/**
 * Chooses the user whose account a block includes to check whether the search lags: one whom the run called a while
 * ago. If the search still shows the status from before that call, its other results are as old.
 */
export class LagChecks {
  private readonly called: { position: number; at: number }[] = [];
  private askedAt: number | null = null;

  constructor(private readonly state: Pick<RunState, 'act' | 'users'>) {}

  /** Notes that a user is called at this time, on the monotonic clock. */
  note(position: number, at: number): void {
    const last = this.called.at(-1);
    if (last === undefined || at - last.at >= everyMs) this.called.push({ position, at });
  }

  /**
   * The last user called long enough before `now` whose call Atlassian accepted; null if there is none, or if one was
   * asked about a moment ago.
   */
  due(now: number): number | null {
    if (this.askedAt !== null && now - this.askedAt < askedEveryMs) return null;
    const position = this.at(now);
    if (position !== null) this.askedAt = now;
    return position;
  }

  private at(now: number): number | null {
    const isDue = (each: { at: number } | undefined) => each !== undefined && now - each.at >= showsWithinMs;
    while (isDue(this.called[1])) this.called.shift();
    const [first] = this.called;
    if (first === undefined || !isDue(first)) return null;
    const { outcome } = this.state.users.at(first.position) ?? {};
    return outcome === actTerms[this.state.act].done ? first.position : null;
  }
}
