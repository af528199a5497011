/**
 * The last check before the socket: turns a request into its one URL, or refuses it. An account ID is checked against
 * its grammar again, whatever was checked before, and the finished URL is checked as text.
 */
import { fault } from '#lib/adapters/atlassian/answers/fault';
import { type AtlassianRequest, bodyOf, pathOf, shapes } from '#lib/adapters/atlassian/call/request-shapes';
import { type AccountId, parseAccountId } from '#lib/domain/account/account-id';
import { apiKeyFault, type ValueFault } from '#lib/domain/connection/api-key';
import type { ApiOrigin } from '#lib/domain/connection/api-origin';
import type { Fault } from '#lib/domain/outcome/answer';

/** A request that the guard allows. */
export interface Sendable {
  method: 'GET' | 'POST';
  origin: string;
  /** Path and query. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
  kind: 'read' | 'write';
  about: 'account' | 'organisation';
  /** Called right before the first byte. Null, or why this must not be sent after all. */
  objection: () => string | null;
}

/** The settings of the guard. */
export interface GuardOptions {
  base: ApiOrigin;
  key: string;
  /** `Name/version`. */
  userAgent: string;
  /** Null if a lifecycle write to this account is allowed, else why it is not. */
  mayWrite: (accountId: AccountId) => string | null;
}

/** Allows a request, or says why nothing is sent. Never throws. */
export function guardRequest(
  request: AtlassianRequest,
  options: GuardOptions,
): { pass: true; sendable: Sendable } | { pass: false; fault: Fault } {
  const accountId = 'accountId' in request ? parseAccountId(request.accountId) : null;
  if ('accountId' in request && accountId !== request.accountId) return refuse('the account ID is not one');
  const noKey = apiKeyFault(options.key);
  if (noKey !== null) return { pass: false, fault: keyUnsendable(noKey) };

  const path = finishedPath(request, options.base);
  if (path === null) return refuse('the address is not one of those that Lockstep may call');

  const { method, kind, about } = shapes[request.operation];
  const objection = kind === 'write' ? () => objectionTo(accountId, options.mayWrite) : () => null;
  const why = objection();
  if (why !== null) return { pass: false, fault: notAllowed(why) };

  const body = bodyOf(request);
  const headers = headersOf(options, body !== null);
  return {
    pass: true,
    sendable: { method, origin: options.base.origin, path, headers, body, kind, about, objection },
  };
}

/** The fault of a write that is not allowed. Nothing was sent. */
export function notAllowed(why: string): Fault {
  return fault({ code: 'unsendable', owner: 'us', message: `Not called: ${why}` });
}

/** Path and query under the API’s origin, if the URL is exactly what its operation allows; else null. */
function finishedPath(request: AtlassianRequest, base: ApiOrigin): string | null {
  let path: string;
  let url: URL;
  try {
    path = pathOf(request);
    url = new URL(`${base.origin}${path}`);
  } catch {
    return null;
  }
  // Compared as text, so that nothing that a URL parser repairs (dots, slashes, tabs) can get through.
  const same = url.origin === base.origin && url.href === `${base.origin}${path}` && url.hash === '';
  if (!same || !shapes[request.operation].pattern.test(path)) return null;
  return `${url.pathname}${url.search}`;
}

function objectionTo(accountId: AccountId | null, mayWrite: GuardOptions['mayWrite']): string | null {
  if (accountId === null) return 'no account is named.';
  try {
    return mayWrite(accountId);
  } catch {
    return 'it could not be checked whether this user is protected.';
  }
}

function headersOf(options: GuardOptions, withBody: boolean): Record<string, string> {
  return {
    authorization: `Bearer ${options.key}`,
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': options.userAgent,
    ...(withBody ? { 'content-type': 'application/json' } : {}),
  };
}

function refuse(why: string): { pass: false; fault: Fault } {
  const message = `Lockstep refused to send this, and sent nothing: ${why}.`;
  return { pass: false, fault: fault({ code: 'unsendable', owner: 'us', message }) };
}

function keyUnsendable({ what, hint }: ValueFault): Fault {
  const message = `The API key ${what}; nothing was sent.`;
  return fault({ code: 'key-invalid', owner: 'key', message, hint: `${hint} Then connect again.` });
}
