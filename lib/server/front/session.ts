/** What a browser that was let in holds: a cookie it cannot read, and a token its pages carry. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { sameSecret } from '#lib/server/front/same-secret';

/** The session of one start. It is in memory only, so a restart ends it. */
export interface Session {
  /** Sent back in `x-lockstep-token` by every request that changes something. */
  token: string;
  /** The value of the `Set-Cookie` header. */
  setCookie: string;
  /** Whether the request carries the cookie. */
  holds(request: IncomingMessage): boolean;
}

/**
 * One session for one start: whoever opens the link again, in a second window or browser, joins it, and the windows
 * that are open stay valid. The name has the port in it because cookies are shared by all ports of a host.
 */
export function newSession(port: number): Session {
  const name = `lockstep_${port}`;
  const id = randomBytes(32).toString('base64url');
  return {
    token: randomBytes(32).toString('base64url'),
    setCookie: `${name}=${id}; HttpOnly; SameSite=Strict; Path=/`,
    // Another server on this host can set a cookie of the same name beside ours, so any of them may be the right one.
    holds: (request) => cookies(request, name).some((value) => sameSecret(value, id)),
  };
}

function cookies(request: IncomingMessage, name: string): string[] {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
}
