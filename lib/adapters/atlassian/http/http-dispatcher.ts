/** The connections to Atlassian: kept alive, with one request at a time on each, through the proxy if there is one. */
import { Agent, type buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici';
import { ownCodes } from '#lib/adapters/atlassian/http/exchange';
import type { ProxyChoice } from '#lib/adapters/atlassian/http/proxy-choice';
import { answerLimits } from '#lib/domain/outcome/answer-limits';

/** Limits in milliseconds. */
export interface Timeouts {
  /** Until the connection is ready, TLS and proxy included. */
  connectMs: number;
  /** From the request to the first byte of its answer. */
  headersMs: number;
  /** Between two parts of a body. */
  bodyMs: number;
  /** Limit of the whole exchange, so that an answer that trickles in ends too. */
  totalMs: number;
}

/** The timeouts in production. */
export const defaultTimeouts: Timeouts = {
  connectMs: 10_000,
  headersMs: answerLimits.silenceMs,
  bodyMs: 30_000,
  totalMs: answerLimits.totalMs,
};

/**
 * Does not open a connection yet. No retry agent, no redirects, no pipelining: with several requests on a connection,
 * undici may repeat those after a failed one.
 */
export function createDispatcher(
  choice: Exclude<ProxyChoice, { via: 'nothing' }>,
  timeouts: Timeouts,
): Dispatcher {
  const common = {
    pipelining: 1,
    maxRedirections: 0,
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 30_000,
  };
  const connect = { timeout: timeouts.connectMs };
  if (choice.via === 'direct') return new Agent({ ...common, connect });
  return new ProxyAgent({
    ...common,
    uri: choice.uri,
    proxyTls: connect,
    requestTls: connect,
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: timeouts.connectMs }),
    factory: (origin, options: Pool.Options) =>
      new Pool(origin, { ...options, ...endingConnect(options.connect) }),
  });
}

/**
 * Replaces the code UND_ERR_SOCKET of a proxy that closes the connection: undici 6 would reconnect endlessly. With
 * another code the waiting request fails.
 */
function endingConnect(connect: Pool.Options['connect']): { connect?: buildConnector.connector } {
  if (typeof connect !== 'function') return {};
  return {
    connect: (options, callback) =>
      connect(options, (...[error, socket]: Parameters<buildConnector.Callback>) => {
        if (error === null) return callback(null, socket);
        const code = 'code' in error ? error.code : undefined;
        const endless = code === 'UND_ERR_SOCKET' || code === 'UND_ERR_INFO';
        callback(endless ? Object.assign(new Error('proxy'), { code: ownCodes.proxyRefused }) : error, null);
      }),
  };
}
