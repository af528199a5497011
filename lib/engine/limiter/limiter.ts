/**
 * Sends requests as fast as Atlassian's rate limit allows, and no faster. Everything that asks Atlassian with one key
 * shares one limiter. It decides when a request may begin; the rules are in `lib/domain/pace`.
 */
import type { Answer } from '#lib/domain/outcome/answer';
import { allowedAt, askNow, begin, isReckoned, type Pace, roomAt, takeBack } from '#lib/domain/pace/pace';
import { learnFrom, type Paces, paceOf } from '#lib/domain/pace/paces';
import type { Clock } from '#lib/engine/ports';

/** The kinds of askers. Earlier ones go first: a run, an admin who waits for an answer, and work in the background. */
const priorities = ['run', 'admin', 'background'] as const;
export type Priority = (typeof priorities)[number];

/** A request that wants to be sent. */
interface Wanted {
  /** Names the endpoint. Requests of one kind count against one limit. */
  kind: string;
  priority: Priority;
  /** When aborted, the request stops waiting. `send` is still called, so it must obey the same signal. */
  signal?: AbortSignal | undefined;
}

/** The permission to send one request now. */
export interface Slot {
  /** Sends the request and learns from its answer. To be called once. Null means that nothing was sent after all. */
  send<A extends Answer<unknown> | null>(send: () => Promise<A>): Promise<A>;
  /** Sends nothing, so that another request can have the permission. */
  giveBack(): void;
}

/** A place in the queue, for a caller that checks itself whether it is its turn. */
export interface Place {
  /** The time when it may be its turn: a moment on the monotonic clock. Infinity if an answer must come first. */
  at(): number;
  /** The permission, if it can be had now; else null. After that the place is given up. */
  take(): Slot | null;
  giveUp(): void;
}

/** The limiter of one connection. */
export interface Limiter {
  /** Sends the request as soon as it may, and resolves with its answer. At once if there is room and nobody waits. */
  ask<T>(wanted: Wanted, send: () => Promise<Answer<T>>): Promise<Answer<T>>;
  /** Sends the request whatever the limit is, and learns from its answer. For the few requests of a check. */
  askAtOnce<T>(kind: string, send: () => Promise<Answer<T>>): Promise<Answer<T>>;
  /** Resolves with the permission as soon as there is one; with null once the signal is aborted. */
  permission(wanted: Wanted): Promise<Slot | null>;
  /** Joins the queue. `mayBeTurn` is called when it may be its turn, as often as that is so. */
  join(wanted: Pick<Wanted, 'kind' | 'priority'>, mayBeTurn: () => void): Place;
  /**
   * Keeps room for one request of each of these kinds from everybody but a run, until the returned function is called.
   * `kinds` is asked each time. Otherwise others could take what a run needs at once, again and again.
   */
  reserve(kinds: () => readonly string[]): () => void;
  /** The time when a further request of a run may begin, behind those that wait: a moment on the monotonic clock. */
  roomAt(kind: string): number;
  /** The same without the limit of requests under way, behind `ahead` more. 0 if it may now, on any clock. */
  allowedAt(kind: string, ahead?: number): number;
  /** Whether requests of these kinds count against one limit, as far as that is known. */
  countTogether(one: string, other: string): boolean;
  /** Maximum number of requests of this kind under way. */
  most(kind: string): number;
  /** The wait that Atlassian asked for, in ms, if it is longer than Lockstep waits; and whether no answer named one. */
  wait(kind: string): { askedMs: number | undefined; isReckoned: boolean };
  /** Forgets all waits, because the admin asks whether Atlassian still refuses. */
  askNow(): void;
}

interface Waiting {
  kind: string;
  rank: number;
  /** Called with the permission; null for a place, whose holder takes it when `mayBeTurn` is called. */
  grant: ((slot: Slot) => void) | null;
  mayBeTurn?: () => void;
}

/** The parts that a limiter needs. */
interface LimiterParts {
  clock: Pick<Clock, 'monotonic' | 'alarm' | 'soon'>;
  /** A number in [0, 1) that spreads the waits. */
  random(): number;
}

/** A limiter that knows no limit yet. */
export function newLimiter(parts: LimiterParts): Limiter {
  return new SharedLimiter(parts);
}

class SharedLimiter implements Limiter {
  private readonly paces: Paces = new Map();
  /** The waiting requests, by priority, then in the order in which they came. */
  private readonly queue: Waiting[] = [];
  private readonly reserved = new Set<() => readonly string[]>();
  private alarm: { at: number; callOff: () => void } | null = null;

  constructor(private readonly parts: LimiterParts) {}

  async ask<T>(wanted: Wanted, send: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const slot = this.atOnce(wanted) ?? (await this.permission(wanted));
    return slot ? slot.send(send) : send();
  }

  askAtOnce<T>(kind: string, send: () => Promise<Answer<T>>): Promise<Answer<T>> {
    return this.slot(kind).send(send);
  }

  permission(wanted: Wanted): Promise<Slot | null> {
    const { kind, priority, signal } = wanted;
    if (signal?.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      const stop = () => {
        this.leave(waiting);
        resolve(null);
      };
      const waiting: Waiting = {
        kind,
        rank: priorities.indexOf(priority),
        grant(slot) {
          signal?.removeEventListener('abort', stop);
          resolve(slot);
        },
      };
      signal?.addEventListener('abort', stop);
      this.enter(waiting);
    });
  }

  join({ kind, priority }: Pick<Wanted, 'kind' | 'priority'>, mayBeTurn: () => void): Place {
    const waiting: Waiting = { kind, rank: priorities.indexOf(priority), grant: null, mayBeTurn };
    this.enter(waiting);
    const at = () => this.roomIn(paceOf(this.paces, kind), waiting.rank, this.aheadOf(waiting));
    return {
      at,
      take: () => {
        if (!this.queue.includes(waiting) || at() > this.now()) return null;
        this.leave(waiting);
        return this.slot(kind);
      },
      giveUp: () => this.leave(waiting),
    };
  }

  reserve(kinds: () => readonly string[]): () => void {
    this.reserved.add(kinds);
    return () => {
      this.reserved.delete(kinds);
      this.parts.clock.soon(() => this.grantAll());
    };
  }

  roomAt(kind: string): number {
    return this.roomFor(kind, 0);
  }

  allowedAt(kind: string, ahead = 0): number {
    const pace = paceOf(this.paces, kind);
    const now = this.now();
    const at = allowedAt(pace, now, ahead + this.ahead(pace, 0, this.queue.length));
    return at > now ? at : 0;
  }

  countTogether(one: string, other: string): boolean {
    return paceOf(this.paces, one) === paceOf(this.paces, other);
  }

  most(kind: string): number {
    return Math.floor(paceOf(this.paces, kind).most);
  }

  wait(kind: string): { askedMs: number | undefined; isReckoned: boolean } {
    const pace = paceOf(this.paces, kind);
    return { askedMs: pace.askedMs, isReckoned: isReckoned(pace, this.now()) };
  }

  askNow(): void {
    for (const pace of this.paces.values()) askNow(pace);
    this.grantAll();
  }

  /** The permission, if there is room and nobody waits. */
  private atOnce({ kind, priority, signal }: Wanted): Slot | null {
    if (signal?.aborted) return null;
    return this.roomFor(kind, priorities.indexOf(priority)) <= this.now() ? this.slot(kind) : null;
  }

  private now(): number {
    return this.parts.clock.monotonic();
  }

  /** The time when a request of this rank may begin, behind those that wait. */
  private roomFor(kind: string, rank: number): number {
    const pace = paceOf(this.paces, kind);
    return this.roomIn(pace, rank, this.ahead(pace, rank, this.queue.length));
  }

  /** The same, behind `ahead` others. Room that is reserved for a run counts as taken for everybody else. */
  private roomIn(pace: Pace, rank: number, ahead: number): number {
    const now = this.now();
    const at = roomAt(pace, now, ahead);
    if (rank === 0 || this.reserved.size === 0) return at;
    let kept = 0;
    for (const kinds of this.reserved) {
      for (const kind of kinds()) if (paceOf(this.paces, kind) === pace) kept += 1;
    }
    return Math.max(at, allowedAt(pace, now, ahead + kept));
  }

  /** The number of waiting requests that go first and count against the same limit. */
  private ahead(pace: Pace, rank: number, before: number): number {
    let count = 0;
    for (const waiting of this.queue.slice(0, before)) {
      if (waiting.rank <= rank && paceOf(this.paces, waiting.kind) === pace) count += 1;
    }
    return count;
  }

  private aheadOf(waiting: Waiting): number {
    return this.ahead(paceOf(this.paces, waiting.kind), waiting.rank, this.queue.indexOf(waiting));
  }

  private enter(waiting: Waiting): void {
    let at = this.queue.length;
    while (at > 0 && (this.queue[at - 1]?.rank ?? 0) > waiting.rank) at -= 1;
    this.queue.splice(at, 0, waiting);
    this.grantAll();
  }

  private leave(waiting: Waiting): void {
    const at = this.queue.indexOf(waiting);
    if (at < 0) return;
    this.queue.splice(at, 1);
    this.parts.clock.soon(() => this.grantAll());
  }

  /** Permits what may begin now, and sets the alarm for the next. */
  private grantAll(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const waiting of [...this.queue]) {
      const at = this.roomIn(paceOf(this.paces, waiting.kind), waiting.rank, this.aheadOf(waiting));
      if (at > this.now()) next = Math.min(next, at);
      else if (waiting.grant) {
        this.queue.splice(this.queue.indexOf(waiting), 1);
        waiting.grant(this.slot(waiting.kind));
      } else waiting.mayBeTurn?.();
    }
    this.wakeAt(next);
  }

  private wakeAt(at: number): void {
    if (this.alarm && this.alarm.at <= at) return;
    this.alarm?.callOff();
    this.alarm = null;
    if (at === Number.POSITIVE_INFINITY) return;
    const callOff = this.parts.clock.alarm(at - this.now(), () => {
      this.alarm = null;
      this.grantAll();
    });
    this.alarm = { at, callOff };
  }

  /** Notes that a request begins. */
  private slot(kind: string): Slot {
    const { clock } = this.parts;
    const takenAt = this.now();
    begin(paceOf(this.paces, kind), takenAt);
    const over = () => takeBack(paceOf(this.paces, kind), takenAt);
    return {
      send: async (send) => {
        over();
        const begunAt = this.now();
        begin(paceOf(this.paces, kind), begunAt);
        let answer: Answer<unknown> | null = null;
        try {
          const heard = await send();
          answer = heard;
          return heard;
        } finally {
          if (answer === null) takeBack(paceOf(this.paces, kind), begunAt);
          else this.learn(kind, begunAt, answer);
          // Others are permitted only after this answer is recorded: it may refuse the key, and nothing may follow
          // that.
          clock.soon(() => this.grantAll());
        }
      },
      giveBack: () => {
        over();
        clock.soon(() => this.grantAll());
      },
    };
  }

  private learn(kind: string, begunAt: number, answer: Answer<unknown>): void {
    const throttled = !answer.ok && answer.fault.code === 'rate-limited';
    const waitMs = answer.ok ? null : answer.fault.waitMs;
    const heard = { kind, begunAt, now: this.now(), throttled, waitMs, quota: answer.quota };
    learnFrom(this.paces, { ...heard, random: this.parts.random() });
  }
}
