/** For tests: a server with a rate limit, in virtual time. Its answers carry the headers that Atlassian's might. */
import { askedWait, epochOfDate, quotaOf } from '#lib/adapters/atlassian/answers/asked-wait';
import { ServerClock } from '#lib/adapters/atlassian/answers/server-clock';
import { rateHeaders } from '#lib/demo/faults/rate-window';
import { type Random, seededRandom } from '#lib/demo/seeded-random';
import type { Answer } from '#lib/domain/outcome/answer';
import type { VirtualClock } from '#test/rate/virtual-clock';
import { faultAnswer } from '#test/samples/run';

/** Forms of the rate-limit headers: those of the demo organisation, and an exact reset. */
export const headerKinds = [
  'iso-exact',
  'iso',
  'iso-minutes',
  'epoch',
  'retry-after-seconds',
  'retry-after-date',
  'none',
] as const;
export type HeaderKind = (typeof headerKinds)[number];

/** The behaviour of the simulated server. Times are in ms. */
export interface ServerOptions {
  limit: number;
  windowMs: number;
  headers: HeaderKind;
  latencyMs: number;
  /** The latency varies by this share of it, up and down. */
  jitter?: number;
  /** The share of the latency that passes before the call is counted. */
  uplink?: number;
  /** Whether each kind of call has a limit of its own. */
  separate?: boolean;
  /** Whether windows begin at whole multiples of their length, and not with a call. */
  aligned?: boolean;
  /** The time by which the server's clock is ahead of the client's. */
  aheadMs?: number;
  seed?: number;
}

interface Window {
  begunAt: number;
  used: number;
}

/** Counts calls in windows, and refuses those above the limit. */
export class LimitedServer {
  accepted = 0;
  refused = 0;
  /** The calls under way now, and the most there were. */
  inFlight = 0;
  mostInFlight = 0;
  /** The number of calls of each kind. */
  readonly calls = new Map<string, number>();
  private readonly windows = new Map<string, Window>();
  private readonly serverClock = new ServerClock();
  private readonly random: Random;

  constructor(
    private readonly clock: VirtualClock,
    readonly options: ServerOptions,
  ) {
    this.random = seededRandom(options.seed ?? 1);
  }

  /** Answers a call of this kind with the value, or with 429. */
  async call<T>(kind: string, value: T): Promise<Answer<T>> {
    const { latencyMs, jitter = 0.2, uplink = 0.5 } = this.options;
    const begunAt = this.clock.monotonic();
    const latency = latencyMs * (1 + jitter * (2 * this.random.next() - 1));
    this.calls.set(kind, (this.calls.get(kind) ?? 0) + 1);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    await this.passes(latency * uplink);
    const { allowed, headers } = this.count(kind);
    await this.passes(latency * (1 - uplink));
    this.inFlight -= 1;
    if (allowed) this.accepted += 1;
    else this.refused += 1;
    const heardAt = this.clock.wall();
    const sentAt = heardAt - (this.clock.monotonic() - begunAt);
    const now = this.serverClock.heard({ date: epochOfDate(headers.date), sentAt, heardAt });
    const tookMs = Math.round(this.clock.monotonic() - begunAt);
    const quota = quotaOf(headers, now);
    if (allowed) return { ok: true, value, status: 200, tookMs, quota };
    const waitMs = askedWait(headers, now)?.waitMs ?? null;
    const refusal = faultAnswer('rate-limited', {
      owner: 'organisation',
      status: 429,
      repeatable: true,
      waitMs,
    });
    return { ...refusal, tookMs, quota } as Answer<T>;
  }

  /** Waits without a signal: a signal shared by all calls under way would get a listener for each of them. */
  private async passes(ms: number): Promise<void> {
    if (ms > 0) await new Promise<void>((resolve) => this.clock.alarm(ms, resolve));
  }

  private count(kind: string): { allowed: boolean; headers: Record<string, string> } {
    const { limit, windowMs, aligned = false, separate = false, aheadMs = 0 } = this.options;
    const counter = separate ? kind : '';
    const now = this.clock.wall() + aheadMs;
    let window = this.windows.get(counter);
    if (!window || now >= window.begunAt + windowMs) {
      window = { begunAt: aligned ? Math.floor(now / windowMs) * windowMs : now, used: 0 };
      this.windows.set(counter, window);
    }
    const allowed = window.used < limit;
    if (allowed) window.used += 1;
    const resetAt = window.begunAt + windowMs;
    const state = { limit, remaining: limit - window.used, resetAt, now, exceeded: !allowed };
    return { allowed, headers: { date: new Date(now).toUTCString(), ...this.headersOf(state) } };
  }

  private headersOf(state: Parameters<typeof rateHeaders>[1]): Record<string, string> {
    const { headers } = this.options;
    if (headers !== 'iso-exact') return rateHeaders(headers, state);
    return {
      'x-ratelimit-limit': String(state.limit),
      'x-ratelimit-remaining': String(state.remaining),
      'x-ratelimit-reset': new Date(state.resetAt).toISOString(),
    };
  }
}
