/** Builds faults, so that each case gives only its own particulars, from what is known about the call. */
import { STATUS_CODES } from 'node:http';
import type { NamedProxy } from '#lib/adapters/atlassian/http/proxy-choice';
import type { Fault } from '#lib/domain/outcome/answer';

/** The facts about a call that decide what its answer means. */
export interface CallContext {
  /** A `write` may have changed something; a `read` never does. */
  kind: 'read' | 'write';
  /** Whether the path names one account or only the organisation. The meaning of a 403 depends on it. */
  about: 'account' | 'organisation';
  /** Whether the source is optional: a refusal of the key there says nothing about its other permissions. */
  optional?: boolean;
  /** The base URL's host name, for messages. */
  host: string;
  /** The proxy that the call needs; null or left out for none. */
  proxy?: NamedProxy | null;
  /** The server's time when the answer arrived, in epoch ms (`ServerClock`). Waits are reckoned from it. */
  now: number;
}

type Particulars = Pick<Fault, 'code' | 'owner' | 'message'> & Partial<Fault>;

/** A fault. The defaults are those of a certain refusal: no effect, not repeatable, no wait, no status, no hint. */
export function fault(particulars: Particulars): Fault {
  return {
    effect: 'none',
    repeatable: false,
    waitMs: null,
    status: null,
    hint: '',
    detail: null,
    ...particulars,
  };
}

/** A status with its name, as people search for it: `403 Forbidden`. */
export function nameStatus(status: number): string {
  const name = STATUS_CODES[status];
  return name ? `${status} ${name}` : String(status);
}

/** The hint if a server between here and Atlassian answers instead of it. */
export const checkTheWay =
  'Something between this machine and Atlassian answers in its place. Check the proxy (HTTPS_PROXY) and ATLASSIAN_API_URL.';
