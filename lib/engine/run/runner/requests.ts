import type { Answer } from '#lib/domain/outcome/answer';
import { concurrencyNow, emptyUntil, learn, newPace, type Pace, usersNow } from '#lib/domain/run/next/pace';
import type { Clock } from '#lib/engine/ports';
import type { Signal } from '#lib/engine/run/runner/signal';
import type { Work } from '#lib/engine/run/runner/work';

/** The dependencies for counting and timing requests. */
interface RequestParts {
  /** Maximum number of calls in flight, as set by the admin. */
  most: number;
  clock: Pick<Clock, 'monotonic' | 'soon'>;
  work: Work;
  news: Signal;
}

/** The requests of a run. Limits those in flight according to Atlassian's answers. */
export class Requests {
  private readonly pace: Pace;
  /** Number of requests begun so far. */
  private begun = 0;
  /** The number of the request whose answer shows whether Atlassian still asks to wait; null if none is awaited. */
  private askedAfter: number | null = null;

  constructor(private readonly parts: RequestParts) {
    this.pace = newPace(parts.most);
  }

  /** Sends a request, and adapts the pace to its answer. */
  async timed<T>(send: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const { clock, work, news } = this.parts;
    const begunAt = clock.monotonic();
    const number = this.begun;
    this.begun += 1;
    work.requests += 1;
    const answer = await send().finally(() => {
      work.requests -= 1;
      work.lastStep = clock.monotonic();
    });
    if (this.askedAfter !== null && number >= this.askedAfter) this.askedAfter = null;
    const throttled = !answer.ok && answer.fault.code === 'rate-limited';
    learn(this.pace, { throttled, quota: answer.quota, begunAt, now: clock.monotonic() });
    // The limit may have risen. Waiting users are notified only after this answer is recorded: it may refuse the key,
    // and no call may begin after that.
    clock.soon(() => news.notify());
    return answer;
  }

  /**
   * Lets one request ask whether Atlassian still wants a wait, because the admin resumes the run. Drops the last known
   * number of remaining calls, which is as old as the wait.
   */
  askNow(): void {
    this.pace.left = null;
    this.askedAfter = this.begun;
  }

  /** Maximum number of calls that may be in flight now. */
  concurrency(): number {
    const concurrency = concurrencyNow(this.pace, this.parts.clock.monotonic(), this.underWay());
    return Math.min(concurrency, this.mostWhileAsking());
  }

  /**
   * Maximum number of users in progress. It is above the number of calls, because the next accounts are read in
   * advance.
   */
  users(now: number): number {
    return Math.min(usersNow(this.pace, now, this.underWay()), this.mostWhileAsking());
  }

  /** When calls are available again, if Atlassian said that none are left; otherwise 0. */
  emptyUntil(now: number): number {
    return emptyUntil(this.pace, now);
  }

  /** The wait that Atlassian asked for, in ms, if it is longer than Lockstep waits. */
  get askedMs(): number | undefined {
    return this.pace.left?.askedMs;
  }

  private underWay() {
    const { busy, requests } = this.parts.work;
    return { users: busy.size, requests };
  }

  /** One until the admin's question is answered. */
  private mostWhileAsking(): number {
    return this.askedAfter === null ? Number.POSITIVE_INFINITY : 1;
  }
}
