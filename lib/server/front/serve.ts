/** One request from its arrival to its answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { forwardHeaders } from '#lib/server/front/forwarded-headers';
import type { Verdict } from '#lib/server/front/guard';
import { sendIn, sendJson, sendRefusal } from '#lib/server/front/own-answers';
import { fault } from '#lib/server/front/refusal';
import { newNonce, sealAnswer } from '#lib/server/front/security-headers';
import type { Session } from '#lib/server/front/session';

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface ServeParts {
  judge(request: IncomingMessage): Verdict;
  session: Session;
  /** Next's; sees only requests that were let through. */
  handler: Handler;
  version: string;
  /** Hears of a fault of the handler. */
  report(problem: unknown): void;
}

/** Seals the answer, judges the request, and does what the verdict says. Never rejects. */
export function serveBy(
  parts: ServeParts,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { judge, session, handler, version, report } = parts;
  return async (request, response) => {
    const nonce = newNonce();
    sealAnswer(response, nonce, request.url?.startsWith('/_next/static/') ?? false);
    const verdict = judge(request);
    switch (verdict.kind) {
      case 'refuse':
        sendRefusal(request, response, verdict.refusal, nonce);
        break;
      case 'let-in':
        sendIn(response, session.setCookie, verdict.crossSite, nonce);
        break;
      case 'session':
        sendJson(response, 200, { token: session.token, version });
        break;
      case 'forward':
        forwardHeaders(request, nonce, session.token);
        try {
          await handler(request, response);
        } catch (problem) {
          report(problem);
          if (response.headersSent) response.destroy();
          else sendRefusal(request, response, fault, nonce);
        }
    }
  };
}
