import { limitedClient } from '#lib/engine/limiter/limited-client';
import { type Limiter, newLimiter, type Priority } from '#lib/engine/limiter/limiter';
import type { Atlassian, Clock } from '#lib/engine/ports';

/** The limiters of all connections. */
export interface Limiters {
  /** The limiter of this client. Everything that asks with one client gets the same. */
  of(client: Atlassian): Limiter;
  /** This client with its limiter in front of it, for requests of this priority. */
  client(client: Atlassian, priority: Priority): Atlassian;
}

/** Limiters that know no limit yet. `random` returns a number in [0, 1) and spreads the waits. */
export function newLimiters(parts: {
  clock: Pick<Clock, 'monotonic' | 'alarm' | 'soon'>;
  random(): number;
}): Limiters {
  const limiters = new WeakMap<Atlassian, Limiter>();
  const of = (client: Atlassian) => {
    const limiter = limiters.get(client) ?? newLimiter(parts);
    limiters.set(client, limiter);
    return limiter;
  };
  return { of, client: (client, priority) => limitedClient(client, of(client), priority) };
}
