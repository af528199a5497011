/**
 * The session of a browser that was let in: a cookie that scripts cannot read, and a token that only its pages have.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sameSecret } from '#lib/server/front/same-secret';

/** One browser that was let in. Sessions exist in memory only, so a restart ends them. */
export interface Session {
  /** The value of the cookie. */
  id: string;
  /** Every request to the API must contain it, in `x-lockstep-token`. */
  token: string;
  /** The time when the browser was let in, ms since the epoch. */
  since: number;
  /** Other browsers that the admin confirmed from this one as their own. */
  known: Set<Session>;
  /** Answers under way. They end with the session. */
  answering: Set<ServerResponse>;
}

/** The sessions of one start. */
export interface Sessions {
  /** Begins a session. */
  begin(): Session;
  /** The session whose cookie is in the request. */
  of(request: IncomingMessage): Session | null;
  /** The value of the `Set-Cookie` header. */
  setCookie(session: Session): string;
  /** All sessions but this one, the latest first. */
  others(session: Session): Session[];
  /** Marks those others that were let in by `until` (ms since the epoch) as the admin's own. */
  know(session: Session, until: number): void;
  /** Ends all sessions but this one, and their answers. Returns how many it ended. */
  endOthers(session: Session): number;
}

/** The values that a session consists of. */
type SessionSecrets = Pick<Session, 'id' | 'token' | 'since'>;

/**
 * The sessions of one start, and the `earlier` ones, which stay valid. The cookie's name contains the port, because all
 * ports of a host share their cookies.
 */
export function newSessions(port: number, earlier: readonly SessionSecrets[] = []): Sessions {
  const name = `lockstep_${port}`;
  const sessions = earlier.map(sessionOf);
  const others = (session: Session) => sessions.filter((each) => each !== session).reverse();
  return {
    begin() {
      const session = sessionOf({ id: secret(), token: secret(), since: Date.now() });
      sessions.push(session);
      return session;
    },
    of(request) {
      // Another server on this host can set a cookie with the same name, so any of the values may be ours.
      const values = cookies(request, name);
      return sessions.find(({ id }) => values.some((value) => sameSecret(value, id))) ?? null;
    },
    setCookie: ({ id }) => `${name}=${id}; HttpOnly; SameSite=Strict; Path=/`,
    others,
    know(session, until) {
      for (const other of others(session)) if (other.since <= until) session.known.add(other);
    },
    endOthers(session) {
      const ended = others(session);
      sessions.splice(0, sessions.length, session);
      session.known.clear();
      for (const { answering } of ended) for (const response of answering) response.destroy();
      return ended.length;
    },
  };
}

function sessionOf({ id, token, since }: SessionSecrets): Session {
  return { id, token, since, known: new Set(), answering: new Set() };
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function cookies(request: IncomingMessage, name: string): string[] {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
}
