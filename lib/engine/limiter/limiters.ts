import { type Limiter, newLimiter } from '#lib/engine/limiter/limiter';
import type { Atlassian, Clock } from '#lib/engine/ports';

/** The limiters of all connections. */
export interface Limiters {
  /** The limiter of this client. Everything that asks with one client gets the same. */
  of(client: Atlassian): Limiter;
}

/** Limiters that know no limit yet. `random` returns a number in [0, 1) and spreads the waits. */
export function newLimiters(parts: {
  clock: Pick<Clock, 'monotonic' | 'sleep' | 'soon'>;
  random(): number;
}): Limiters {
  const limiters = new WeakMap<Atlassian, Limiter>();
  return {
    of(client) {
      const limiter = limiters.get(client) ?? newLimiter(parts);
      limiters.set(client, limiter);
      return limiter;
    },
  };
}
