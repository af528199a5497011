/** Puts faults together, so that each case only says what is particular to it. */
import { STATUS_CODES } from 'node:http';
import type { Fault } from '#lib/domain/outcome/answer';

type Particulars = Pick<Fault, 'code' | 'owner' | 'message'> & Partial<Fault>;

/** A fault; what is not said is the definite case: no effect, not repeatable, no wait, no status, no hint. */
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

/** A status as people look it up: `403 Forbidden`. */
export function nameStatus(status: number): string {
  const name = STATUS_CODES[status];
  return name ? `${status} ${name}` : String(status);
}

/** What helps where something between here and Atlassian answers in its place. */
export const checkTheWay =
  'Something between this machine and Atlassian answers in its place. Check the proxy (HTTPS_PROXY) and ATLASSIAN_API_URL.';
