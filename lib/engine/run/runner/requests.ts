import type { Act } from '#lib/domain/outcome/act';
import type { Answer } from '#lib/domain/outcome/answer';
import { limitedClient } from '#lib/engine/limiter/limited-client';
import type { Limiter, Place, Slot } from '#lib/engine/limiter/limiter';
import type { Atlassian, Clock } from '#lib/engine/ports';
import type { Signal } from '#lib/engine/run/runner/signal';
import type { Work } from '#lib/engine/run/runner/work';

/** The kinds of a run's requests about accounts, by the endpoint that they ask. */
export type RequestKind = 'profile' | 'users-search' | 'manage' | 'disable' | 'enable';

/** Replaces the answer to a request that was not sent. */
export const unsentAnswer: Answer<never> = {
  ok: false,
  tookMs: 0,
  fault: {
    code: 'unreachable',
    owner: 'network',
    effect: 'none',
    repeatable: true,
    waitMs: null,
    status: null,
    message: 'It was not sent: the run did not go on.',
    hint: '',
    detail: null,
  },
};

/** The dependencies for counting and timing requests. */
interface RequestParts {
  /** Maximum number of calls in flight, as set by the admin. */
  most: number;
  act: Act;
  limiter: Limiter;
  clock: Pick<Clock, 'monotonic' | 'soon'>;
  work: Work;
  news: Signal;
}

const callKinds: Record<Act, RequestKind> = { deactivate: 'disable', restore: 'enable', 'dry-run': 'manage' };

/** Accounts are read ahead only if they can be called within this time, in ms: a reading must not grow old. */
const readAheadMs = 2_500;

/** The requests of a run. The limiter decides when one may be sent. */
export class Requests {
  /** The kind of the calls themselves. */
  private readonly callKind: RequestKind;
  private limiter: Limiter;
  /** Ends the reservation; null if there is none. */
  private free: (() => void) | null = null;
  private wantsRoom: (() => boolean) | null = null;
  /** Number of requests begun so far. */
  private begun = 0;
  /** The number of the request whose answer shows whether Atlassian still asks to wait; null if none is awaited. */
  private askedAfter: number | null = null;

  constructor(private readonly parts: RequestParts) {
    this.callKind = callKinds[parts.act];
    this.limiter = parts.limiter;
  }

  /** Uses this limiter from the next request on. */
  use(limiter: Limiter): void {
    this.limiter = limiter;
    if (this.wantsRoom) this.reserve(this.wantsRoom);
  }

  /** Keeps room for one reading and its call from everybody else while `wantsRoom`, until `leave`. */
  reserve(wantsRoom: () => boolean): void {
    this.leave();
    this.wantsRoom = wantsRoom;
    this.free = this.limiter.reserve(() => (wantsRoom() ? ['profile', this.callKind] : []));
  }

  /** Keeps no room any more. */
  leave(): void {
    this.free?.();
    this.free = null;
    this.wantsRoom = null;
  }

  /**
   * Sends a request as soon as the limiter allows it. Null if nothing was sent, because `goesOn` said no while it
   * waited.
   */
  async timed<T>(
    kind: RequestKind,
    send: () => Promise<Answer<T>>,
    goesOn: () => boolean = () => true,
  ): Promise<Answer<T> | null> {
    const { work, news } = this.parts;
    const place = this.placeFor(kind);
    const take = () => (this.mayAsk() ? place.take() : null);
    let slot = take();
    work.waits += 1;
    while (slot === null && goesOn()) {
      await news.next();
      slot = take();
    }
    work.waits -= 1;
    if (slot !== null) return slot.send(() => this.counted(send));
    place.giveUp();
    return null;
  }

  /** The client for questions about the organisation, under the same limiter. */
  inquiring(atlassian: Atlassian): Atlassian {
    return limitedClient(atlassian, this.limiter, 'run');
  }

  /** A place in the queue for the next call. */
  callPlace(): Place {
    return this.placeFor(this.callKind);
  }

  /** Sends a call for which there is a permission. */
  call<T>(slot: Slot, send: () => Promise<Answer<T>>): Promise<Answer<T>> {
    return slot.send(() => this.counted(send));
  }

  /**
   * Lets one request find out whether Atlassian still asks to wait, because the admin resumes the run. Earlier
   * knowledge of the limit is as old as the wait, and is dropped.
   */
  askNow(): void {
    this.limiter.askNow();
    this.askedAfter = this.begun;
  }

  /** Maximum number of calls that may be in flight now. */
  concurrency(): number {
    return Math.min(this.parts.most, this.limiter.most(this.callKind), this.mostWhileAsking());
  }

  /**
   * Maximum number of users in progress. It is above the number of calls, because the next accounts are read in
   * advance. Users who are read already, and wait for their turn, make no request.
   */
  users(now: number): number {
    const { most, work } = this.parts;
    const { ready, busy } = work;
    if (this.callAt(work.looking.size) - now > readAheadMs) return busy.size;
    const welcome = Math.max(this.limiter.most('profile'), this.limiter.most(this.callKind));
    return Math.min(2 * most, welcome + ready.size, this.mostWhileAsking());
  }

  /** The time when the rate limit allows a reading again, and soon after it the call; 0 if it does now. */
  emptyUntil(now: number): number {
    const { limiter, callKind } = this;
    const { ready, looking } = this.parts.work;
    const until = Math.max(
      limiter.allowedAt(callKind),
      // Accounts that were read need only their calls.
      ready.size > 0 ? 0 : limiter.allowedAt('profile'),
      looking.size > 0 ? 0 : this.callAt(0) - readAheadMs,
    );
    return until > now ? until : 0;
  }

  /** The wait that Atlassian asked for, in ms, if it is longer than Lockstep waits. */
  get askedMs(): number | undefined {
    return this.limiter.wait('profile').askedMs ?? this.limiter.wait(this.callKind).askedMs;
  }

  /** Whether the end of the wait was computed from earlier answers, because no answer named it. */
  get isReckoned(): boolean {
    const { limiter, callKind } = this;
    const last = limiter.allowedAt(callKind) < limiter.allowedAt('profile') ? 'profile' : callKind;
    return limiter.wait(last).isReckoned;
  }

  /**
   * The time when the call of an account that is read now may begin, behind those of `ahead` accounts; 0 if it may now.
   */
  private callAt(ahead: number): number {
    const { limiter, callKind } = this;
    // The reading itself may count against the limit of the calls.
    return limiter.allowedAt(callKind, ahead + (limiter.countTogether('profile', callKind) ? 1 : 0));
  }

  private placeFor(kind: RequestKind): Place {
    return this.limiter.join({ kind, priority: 'run' }, () => this.parts.news.notify());
  }

  /** Counts a request while it is under way. */
  private async counted<T>(send: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const { clock, work, news } = this.parts;
    const number = this.begun;
    this.begun += 1;
    work.requests += 1;
    const answer = await send().finally(() => {
      work.requests -= 1;
      work.lastStep = clock.monotonic();
    });
    if (this.askedAfter !== null && number >= this.askedAfter) this.askedAfter = null;
    // The limit may have risen. Waiting users are notified only after this answer is recorded: it may refuse the key,
    // and no call may begin after that.
    clock.soon(() => news.notify());
    return answer;
  }

  /**
   * Whether Atlassian allows a search besides the requests of the users at work, and the admin's question is answered.
   */
  hasRoom(): boolean {
    return this.askedAfter === null && this.limiter.allowedAt('users-search') === 0;
  }

  /** Whether another request may be sent: after *Ask now*, one is answered before others go. */
  private mayAsk(): boolean {
    return this.askedAfter === null || this.begun === this.askedAfter;
  }

  /** The limit of requests while `askNow` waits for its answer: one until then, otherwise none. */
  private mostWhileAsking(): number {
    return this.askedAfter === null ? Number.POSITIVE_INFINITY : 1;
  }
}
