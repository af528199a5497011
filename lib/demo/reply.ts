/** An answer of the demo organisation, before it is sent. */
import type { Effect } from '#lib/demo/organisation/ledger';

/** An answer that was not sent yet. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  /** JSON, or plain text if it is a string; null for no body. */
  body: unknown;
  /** The change that the call made. */
  effect?: Effect;
}

/** An answer with a body. */
export function reply(status: number, body: unknown, headers?: Record<string, string>): Reply {
  return headers ? { status, body, headers } : { status, body };
}

/** A 204 with the change that was made. */
export function noContent(effect?: Effect): Reply {
  return effect ? { status: 204, body: null, effect } : { status: 204, body: null };
}

/** The gateway's own envelope, in front of both APIs [SPEC: ProxyError]. */
export function gatewayError(status: number, message: string, headers?: Record<string, string>): Reply {
  return reply(status, { code: status, message }, headers);
}

/** The refusal of a body without the content type of JSON. */
export const unsupportedMediaType = gatewayError(415, 'Unsupported Media Type');
