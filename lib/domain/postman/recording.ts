/** The content of a result file from Postman or Newman: calls with their answers, and what could not be read. */
import type { AccountId } from '#lib/domain/account/account-id';
import { parseAccountId } from '#lib/domain/account/account-id';

/** The tool that wrote a result file. */
type RecordingTool = 'postman' | 'newman';
/** The name of each tool on pages and in messages. */
export const toolNames: Record<RecordingTool, string> = { postman: 'Postman', newman: 'Newman' };

/**
 * The result of one call. `body` is null if the file has no bodies or if this one is not text. `odd`: the body is not
 * in the file, but is known to be neither empty nor JSON. `sent: false` is certain.
 */
export type RecordedExchange =
  | {
      kind: 'answered';
      status: number;
      headers: Readonly<Record<string, string>>;
      body: string | null;
      odd?: true;
    }
  | { kind: 'unanswered'; sent: boolean; code: string };

/** One recorded call with its result; `tookMs` is in milliseconds. `origin`: where it was sent, if the file says so. */
export interface RecordedCall {
  accountId: AccountId;
  origin: string | null;
  exchange: RecordedExchange;
  tookMs: number;
}

/** A row that was not used. Rows count from 1, in the order of the file. */
interface RecordingProblem {
  row: number;
  message: string;
}

/** The content of a result file. Dates are ms since the epoch; null if the file has none. */
export interface Recording {
  tool: RecordingTool;
  /** The name of the collection. */
  collection: string;
  startedAt: number | null;
  endedAt: number | null;
  /** From the environment that Newman includes in its file. */
  organisationId: string | null;
  /** The origins of the calls; empty if the file has none. */
  origins: string[];
  calls: RecordedCall[];
  /** Requests that may have activated an account again, each with the number of calls before it. */
  reactivations: { accountId: AccountId; after: number }[];
  problems: RecordingProblem[];
  /** Keys found in the file. They are used for redaction only and never kept. */
  secrets: string[];
}

/** The account that a request deactivates and the origin it goes to; or why it is no deactivation. */
export type CallReading =
  | { ok: true; accountId: AccountId; origin: string | null }
  /**
   * `other`: the request is no deactivation; `nobody`: it is one, but the address has no account ID. `reactivated`: the
   * account that it activates.
   */
  | { ok: false; what: 'other' | 'nobody'; message: string; reactivated?: AccountId };

/** Reads method (null: not known) and URL of a request. No account ID is ever guessed. */
export function readCall(method: string | null, url: string): CallReading {
  const [address = ''] = url.split(/[?#]/, 1);
  const [, user = '', act = ''] = /\/users\/([^/]*)\/manage\/lifecycle\/([A-Za-z-]+)\/?$/.exec(address) ?? [];
  if (act === '') return other('its address is another one.');
  if (act !== 'disable') {
    const reactivated = /^(?:enable|cancel-delete)$/i.test(act) ? parseAccountId(decoded(user)) : null;
    const said = other(`it is “${act}”. Look at the account it was for.`);
    return reactivated === null ? said : { ...said, reactivated };
  }
  if (method !== null && method.toUpperCase() !== 'POST') {
    return other(`its method is ${method.slice(0, 10)}, not POST.`);
  }
  const accountId = parseAccountId(decoded(user));
  if (accountId !== null) return { ok: true, accountId, origin: originOf(address) };
  const why = user.includes('{{') ? 'the file keeps only the variable, not its value' : 'none stands there';
  return {
    ok: false,
    what: 'nobody',
    message: `The address does not say which account this was: ${why}.`,
  };
}

function other(why: string): Extract<CallReading, { ok: false }> {
  return { ok: false, what: 'other', message: `This request is no deactivation: ${why}` };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function originOf(address: string): string | null {
  try {
    const { origin } = new URL(address);
    return origin === 'null' ? null : origin;
  } catch {
    return null;
  }
}

/** Reads a date as the files write it: ISO text or ms since the epoch; null for anything else. */
export function readDate(value: unknown): number | null {
  const at = typeof value === 'string' ? Date.parse(value) : value;
  return typeof at === 'number' && Number.isFinite(at) && at > 0 ? Math.round(at) : null;
}
