/** Counts calls in windows of one minute. A window begins with a call, as in a gateway's rate limiter [INFER]. */
import type { WaitHeaders } from '#lib/demo/faults/faults';

const minute = 60_000;

/** A window that counts calls. */
export interface RateWindow {
  /** Counts a call. `resetAt` in ms since the epoch. */
  count(perMinute: number, now: number): { allowed: boolean; remaining: number; resetAt: number };
}

/** A window without calls. */
export function newRateWindow(): RateWindow {
  let begunAt = Number.NEGATIVE_INFINITY;
  let used = 0;
  return {
    count(perMinute, now) {
      if (now - begunAt >= minute) {
        begunAt = now;
        used = 0;
      }
      const allowed = used < perMinute;
      if (allowed) used += 1;
      return { allowed, remaining: perMinute - used, resetAt: begunAt + minute };
    },
  };
}

/** The rate-limit headers: in every answer for the `iso` kinds [DOC] and `epoch`, otherwise only in a 429. */
export function rateHeaders(
  kind: WaitHeaders,
  state: { limit: number; remaining: number; resetAt: number; now: number; exceeded: boolean },
): Record<string, string> {
  const seconds = Math.ceil(state.resetAt / 1_000);
  const counted = (reset: string) => ({
    'x-ratelimit-limit': String(state.limit),
    'x-ratelimit-remaining': String(state.remaining),
    'x-ratelimit-reset': reset,
  });
  switch (kind) {
    case 'iso':
      return counted(new Date(seconds * 1_000).toISOString().replace('.000Z', 'Z'));
    case 'iso-minutes':
      return counted(new Date(seconds * 1_000).toISOString().replace(/:\d\d\.000Z$/, '+0000'));
    case 'epoch':
      return counted(String(seconds));
    case 'retry-after-seconds':
      return state.exceeded
        ? { 'retry-after': String(Math.max(0, Math.ceil((state.resetAt - state.now) / 1_000))) }
        : {};
    case 'retry-after-date':
      return state.exceeded ? { 'retry-after': new Date(seconds * 1_000).toUTCString() } : {};
    case 'none':
      return {};
  }
}
