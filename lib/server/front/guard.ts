/** The decision about one request, in one place, before Next.js sees any of it. */
import type { IncomingMessage } from 'node:http';
import { givenCode, type Launch } from '#lib/server/front/launch';
import { originRefusal } from '#lib/server/front/origin-rules';
import { noSession, type Refusal, unknownQuery } from '#lib/server/front/refusal';
import { formRefusal, ownHosts } from '#lib/server/front/request-form';
import { decodedPath, header, isReading, queryNames } from '#lib/server/front/request-header';
import type { Session } from '#lib/server/front/session';

export type Verdict =
  | { kind: 'refuse'; refusal: Refusal }
  /** The launch code was right. `crossSite`: the link stood on another page. */
  | { kind: 'let-in'; crossSite: boolean }
  /** `GET /api/session`: token and version, answered here. */
  | { kind: 'session' }
  | { kind: 'forward' };

/** Judges requests by the rules, most basic first. Only a wrong or one-time launch code changes anything. */
export function newGuard(
  port: number,
  launch: Launch,
  session: Session,
): (request: IncomingMessage) => Verdict {
  const hosts = ownHosts(port);
  return (request) => {
    const misformed = formRefusal(request, hosts);
    if (misformed) return { kind: 'refuse', refusal: misformed };
    const code = isReading(request) ? givenCode(request) : null;
    if (code !== null) return launched(request, code, launch);
    if (!session.holds(request)) return { kind: 'refuse', refusal: noSession };
    const path = decodedPath(request) ?? '';
    const foreign = originRefusal(request, path, session.token);
    if (foreign) return { kind: 'refuse', refusal: foreign };
    if (!isReading(request) || path !== '/api/session') return { kind: 'forward' };
    const asked = queryNames(request);
    return asked.length > 0 ? { kind: 'refuse', refusal: unknownQuery(asked) } : { kind: 'session' };
  };
}

function launched(request: IncomingMessage, code: string, launch: Launch): Verdict {
  // No code at all is no guess: the page with the form comes again.
  const refusal = code === '' ? noSession : launch.refusal(code);
  if (refusal) return { kind: 'refuse', refusal };
  return { kind: 'let-in', crossSite: header(request, 'sec-fetch-site') === 'cross-site' };
}
