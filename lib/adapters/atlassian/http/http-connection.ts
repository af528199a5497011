/** The connection to Atlassian. It is opened on the first request and closed once. */
import { answersTogether } from '#lib/adapters/atlassian/http/answers-together';
import { type Exchange, ownCodes } from '#lib/adapters/atlassian/http/exchange';
import { createDispatcher, type Timeouts } from '#lib/adapters/atlassian/http/http-dispatcher';
import { exchange, type HttpRequest } from '#lib/adapters/atlassian/http/http-exchange';
import type { NamedProxy, ProxyChoice } from '#lib/adapters/atlassian/http/proxy-choice';

/** A connection that is opened on first use. */
export interface Connection {
  /** The proxy that every request needs; null if requests travel directly. */
  readonly proxy: NamedProxy | null;
  /** Sends one request, once. Never throws. */
  send(request: Omit<HttpRequest, 'totalMs' | 'afterwards'>): Promise<Exchange>;
  /** Waits for requests under way, then closes every connection. */
  close(): Promise<void>;
}

/** Does not open a connection yet. */
export function createConnection(choice: ProxyChoice, timeouts: Timeouts): Connection {
  const dispatcher = choice.via === 'nothing' ? null : createDispatcher(choice, timeouts);
  const underWay = new Set<Promise<Exchange>>();
  const afterwards = answersTogether();
  let closed: Promise<void> | null = null;
  return {
    proxy: choice.via === 'direct' ? null : choice.proxy,
    async send(request) {
      if (dispatcher === null) return { kind: 'unanswered', sent: false, cut: ownCodes.badProxy };
      if (closed !== null) return { kind: 'unanswered', sent: false, cut: ownCodes.closed };
      const result = exchange(dispatcher, { ...request, totalMs: timeouts.totalMs, afterwards });
      underWay.add(result);
      return result.finally(() => underWay.delete(result));
    },
    close() {
      // The dispatcher's own close would also wait for connections that no request uses any more.
      closed ??= Promise.all(underWay).then(() => dispatcher?.destroy());
      return closed;
    },
  };
}
