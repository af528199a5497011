/** Allows the one change that Next's error overlay asks for: it has the places of an error looked up in the sources. */
import type { IncomingMessage } from 'node:http';
import { sessionOfOwnPage } from '#lib/server/dev/own-page';
import type { OwnRules } from '#lib/server/front/front';
import type { Verdict } from '#lib/server/front/guard';
import { decodedPath } from '#lib/server/front/request-header';

/** Forwards the request of the overlay, which carries no token; null leaves a request to the guard. */
export function overlayRequest(request: IncomingMessage, rules: OwnRules): Verdict | null {
  const isOverlay = request.method === 'POST' && decodedPath(request) === '/__nextjs_original-stack-frames';
  const session = isOverlay ? sessionOfOwnPage(request, rules) : null;
  return session && { kind: 'forward', session, target: request.url ?? '' };
}
