/** One request from its arrival to its answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cutOffAfterAnswer } from '#lib/server/front/cut-off';
import { forwardHeaders } from '#lib/server/front/forwarded-headers';
import type { Verdict } from '#lib/server/front/guard';
import { sendLaunchPage, sendRefusal } from '#lib/server/front/own-answers';
import { fault, type Refusal } from '#lib/server/front/refusal';
import { type HeaderRules, newNonce, sealAnswer } from '#lib/server/front/security-headers';
import { answerAboutSession, letIn, type SessionParts } from '#lib/server/front/session-requests';

/** Answers a request. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** The parts that answering needs. */
interface ServeParts extends SessionParts {
  judge(request: IncomingMessage): Verdict;
  /** Next's handler. It sees only requests that the guard allowed. */
  handler: Handler;
  headers: HeaderRules;
  /** Called with a fault of the handler. */
  report(problem: unknown): void;
}

/** Seals the answer, judges the request, and carries out the verdict. Never rejects. */
export function serveBy(
  parts: ServeParts,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const nonce = newNonce();
    const { headers } = parts;
    sealAnswer(response, headers.policy(nonce), headers.isImmutable(request.url ?? ''));
    cutOffAfterAnswer(request, response, parts.timeoutMs);
    try {
      const refusal = await carryOut(parts.judge(request), { request, response, nonce }, parts);
      if (refusal) sendRefusal(request, response, refusal, nonce);
    } catch (problem) {
      // A caller that disconnected needs no answer, and it is not our fault.
      if (request.destroyed && !request.complete) return;
      parts.report(problem);
      if (response.headersSent) response.destroy();
      else sendRefusal(request, response, fault, nonce);
    }
  };
}

/** A request and its answer, whose policy allows the scripts with this nonce. */
interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  nonce: string;
}

/** Carries out the verdict. Returns why the request is refused; null if it is answered. */
async function carryOut(
  verdict: Verdict,
  { request, response, nonce }: Exchange,
  parts: ServeParts,
): Promise<Refusal | null> {
  switch (verdict.kind) {
    case 'refuse':
      return verdict.refusal;
    case 'launch-page':
      sendLaunchPage(request, response, nonce);
      return null;
    case 'let-in':
      return letIn(request, response, parts);
    case 'session':
      return answerAboutSession(request, response, verdict.session, parts);
    case 'forward': {
      const { answering } = verdict.session;
      answering.add(response);
      response.once('close', () => answering.delete(response));
      request.url = verdict.target;
      forwardHeaders(request, parts.headers.policy(nonce), parts.headers.forwarded);
      await parts.handler(request, response);
      return null;
    }
  }
}
