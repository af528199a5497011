import type { Connections } from '#lib/engine/connection/connection';
import type { Priority } from '#lib/engine/limiter/limiter';
import type { Limiters } from '#lib/engine/limiter/limiters';

/** The connection whose client sends requests of this priority, as soon as the rate limit allows them. */
export function limitedConnections(
  connections: Connections,
  limiters: Limiters,
  priority: Priority,
): Connections {
  return {
    ...connections,
    client() {
      const client = connections.client();
      return client && limiters.client(client, priority);
    },
  };
}
