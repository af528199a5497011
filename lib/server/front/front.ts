/** The front: the only server that listens. Every request passes its guard before Next.js sees it. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { timeoutMs } from '#lib/server/front/cut-off';
import { newGuard, type Verdict } from '#lib/server/front/guard';
import { newHostName, ownHosts, plainName } from '#lib/server/front/host-name';
import { newLaunch } from '#lib/server/front/launch';
import { listenOnLoopback } from '#lib/server/front/listen';
import { sendMalformed } from '#lib/server/front/own-answers';
import { type HeaderRules, strictHeaders } from '#lib/server/front/security-headers';
import { type Handler, serveBy } from '#lib/server/front/serve';
import { newSessions, type Sessions } from '#lib/server/front/session';
import type { Arrival } from '#lib/server/front/session-requests';
import { newTickets } from '#lib/server/front/tickets';

/** The parts that a front is made of. */
export interface FrontParts {
  /** The first port to try; 0 for any. */
  port: number;
  /** Next's handler. It sees only requests that the guard allowed. */
  handler: Handler;
  version: string;
  /** Whether a launch link can be used many times. */
  manyLinks?: boolean;
  /** Called for everybody who is let in. */
  letIn?: (arrival: Arrival) => void;
  /** Called after all but one were signed out, with the new links. */
  signedOut?: (links: Links) => void;
  /** Called with a fault of the handler. */
  report(problem: unknown): void;
  /** The longest time to wait for the body of a request that should arrive at once, in ms; 5 s by default. */
  timeoutMs?: number;
  /** A monotonic clock in ms. */
  now?: () => number;
  /** The host name of this start. The default is a new one. */
  hostName?: string;
  /** Makes the codes of the links. The default makes random ones. */
  newCode?: () => string;
  /** Opens the sessions on this port. By default there are none at first. */
  sessions?: (port: number) => Sessions;
  /** The default is strict. */
  headers?: HeaderRules;
  /** Called with each request to change the protocol. By default they are all cut off. */
  upgrade?: UpgradeHandler;
  /** Judges a request before the guard; null leaves it to the guard. By default the guard judges every request. */
  exception?: (request: IncomingMessage, rules: OwnRules) => Verdict | null;
}

/** The host names and sessions by which a request is judged. */
export interface OwnRules {
  /** The values of `Host` that are answered. */
  hosts: ReadonlySet<string>;
  sessions: Sessions;
}

/** Takes over a connection whose protocol is to change. */
export type UpgradeHandler = (
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  rules: OwnRules,
) => void;

/** The launch link under both host names; the code is the same. */
export interface Links {
  /** `http://lockstep-….localhost:PORT/launch/CODE` */
  named: string;
  /** `http://localhost:PORT/launch/CODE`: for Safari and scripts. */
  plain: string;
}

/** A listening front. */
export interface Front {
  port: number;
  /** The current links. */
  links(): Links;
  /** Replaces the links; the old ones stop working. */
  renewLinks(): Links;
  /** Accepts no new connection. Open ones have a moment to end. */
  close(): Promise<void>;
}

/** The front, or why it cannot listen. */
type StartedFront = { ok: true; front: Front } | { ok: false; message: string; hint: string };

/** The longest time that an answer may continue when the front closes, in ms. An event stream would never end. */
const graceMs = 300;

/** Listens on the loopback interface. If the port is taken, it uses a later one. */
export async function startFront({ port: asked, ...parts }: FrontParts): Promise<StartedFront> {
  // The guard needs the port, which is known only after listening has begun. No request arrives before.
  let serve: RequestListener = (_request, response) => response.destroy();
  const listening = await listenOnLoopback(asked, () => newServer((...exchange) => serve(...exchange)));
  if (!listening.ok) return listening;
  const { port, servers } = listening;
  const now = parts.now ?? (() => performance.now());
  const name = parts.hostName ?? newHostName();
  const launch = newLaunch(now, parts.manyLinks ?? false, parts.newCode);
  const sessions = (parts.sessions ?? newSessions)(port);
  const hosts = ownHosts(name, port);
  const tickets = newTickets(now);
  const guard = newGuard(hosts, sessions, tickets);
  const linkOf = (host: string) => `http://${host}:${port}/launch/${launch.code()}`;
  const links = () => ({ named: linkOf(name), plain: linkOf(plainName) });
  serve = serveBy({
    letIn: () => undefined,
    timeoutMs,
    headers: strictHeaders,
    ...parts,
    signedOut: () => parts.signedOut?.(links()),
    launch,
    sessions,
    tickets,
    judge: (request) => parts.exception?.(request, { hosts, sessions }) ?? guard(request),
  });
  for (const server of servers) {
    server.on('upgrade', (request, socket, head) => {
      if (parts.upgrade) parts.upgrade(request, socket, head, { hosts, sessions });
      else socket.destroy();
    });
  }
  const front: Front = {
    port,
    links,
    renewLinks() {
      launch.renew();
      return links();
    },
    async close() {
      await Promise.all(servers.map(closeServer));
    },
  };
  return { ok: true, front };
}

/**
 * Only the head of a request has a tight timeout: an upload of 200 MB takes time, and an event stream lasts for hours.
 */
function newServer(serve: RequestListener): Server {
  const timeouts = { headersTimeout: 15_000, requestTimeout: 600_000, keepAliveTimeout: 10_000 };
  const server = createServer(timeouts, serve);
  server.on('checkExpectation', serve);
  server.on('clientError', sendMalformed);
  return server;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(late);
}
