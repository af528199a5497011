import type { Answer } from '#lib/domain/outcome/answer';
import { concurrencyNow, emptyUntil, learn, newPace, type Pace, usersNow } from '#lib/domain/run/next/pace';
import type { Clock } from '#lib/engine/ports';
import type { Signal } from '#lib/engine/run/runner/signal';
import type { Work } from '#lib/engine/run/runner/work';

/** What requests are counted and timed with. */
interface RequestParts {
  /** Calls in flight that the admin allowed at most. */
  most: number;
  clock: Pick<Clock, 'monotonic' | 'soon'>;
  work: Work;
  news: Signal;
}

/** The requests of a run, and how many of them may be in flight as Atlassian's answers say. */
export class Requests {
  private readonly pace: Pace;
  /** Requests begun so far. */
  private begun = 0;
  /** The number of the request that shows whether Atlassian still asks to wait; null where no such answer is awaited. */
  private askedAfter: number | null = null;

  constructor(private readonly parts: RequestParts) {
    this.pace = newPace(parts.most);
  }

  /** Sends a request. The pace learns from its answer. */
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
    // More calls may be in flight now than those who wait have heard of. They hear of it once this answer is recorded:
    // before that, nobody would know that it refuses the key, and a call could begin after it.
    clock.soon(() => news.notify());
    return answer;
  }

  /** The admin asks whether Atlassian still wants a wait. What it said of the calls that are left is as old as the wait. */
  askNow(): void {
    this.pace.left = null;
    this.askedAfter = this.begun;
  }

  /** Calls that may be in flight at this moment. */
  concurrency(): number {
    const concurrency = concurrencyNow(this.pace, this.parts.clock.monotonic(), this.underWay());
    return Math.min(concurrency, this.mostWhileAsking());
  }

  /** Users at work at most: more than calls may be in flight, since the next accounts are read meanwhile. */
  users(now: number): number {
    return Math.min(usersNow(this.pace, now, this.underWay()), this.mostWhileAsking());
  }

  /** When calls are left again, where Atlassian said that none is; else 0. */
  emptyUntil(now: number): number {
    return emptyUntil(this.pace, now);
  }

  /** How long Atlassian asked to wait for more calls, in ms, where that is more than Lockstep waits. */
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
