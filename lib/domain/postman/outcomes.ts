/** Derives each account's outcome from recorded calls. No outcome claims more than the recorded answer proves. */
import { type AccountId, accountKey } from '#lib/domain/account/account-id';
import type { Fault } from '#lib/domain/outcome/answer';
import { leavesInactive } from '#lib/domain/outcome/outcome';
import { writeSuccesses } from '#lib/domain/outcome/write-successes';
import { type RecordedCall, type Recording, toolNames } from '#lib/domain/postman/recording';
import type { RunEvent } from '#lib/domain/run/events';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';

type Settled = Extract<RunEvent, { type: 'settled' }>;

/** Finds the fault in a recorded answer whose body is known, by the same rules as for a live one; null for success. */
export type ClassifyRecorded = (exchange: RecordedCall['exchange']) => Fault | null;

/** An account and its outcome, without its position in a plan. */
export interface RecordedOutcome {
  accountId: AccountId;
  event: Omit<Settled, 'position'>;
}

/**
 * One outcome per account, in the order of the first calls. `apiOrigins`: those of Atlassian's API; what another host
 * answered says nothing about an account, and what was undone later is in doubt. If there are several calls, a success
 * outranks a doubt, and a doubt outranks a refusal: a later refusal does not prove that the first call did nothing.
 */
export function* recordedOutcomes(
  recording: Recording,
  classify: ClassifyRecorded,
  apiOrigins: readonly string[],
): Pieces<RecordedOutcome[]> {
  const byAccount = new Map<AccountId, Omit<Settled, 'position'>>();
  const tool = toolNames[recording.tool];
  const reactivated = new Map(
    recording.reactivations.map(({ accountId, after }) => [accountKey(accountId), after]),
  );
  let at = 0;
  for (const calls of inGroups(recording.calls)) {
    for (const call of calls) {
      const before = byAccount.get(call.accountId);
      const isElsewhere = call.origin !== null && !apiOrigins.includes(call.origin);
      const said = isElsewhere ? elsewhere(tool, call) : eventOf(tool, call, classify);
      const isUndone = at < (reactivated.get(accountKey(call.accountId)) ?? 0);
      const event = isUndone && leavesInactive(said.outcome) ? undone(tool, said) : said;
      at += 1;
      const kept = before && rank(before.outcome) > rank(event.outcome) ? before : event;
      const attempt = (before?.attempt ?? 0) + 1;
      byAccount.set(call.accountId, { ...kept, attempt, tookMs: (before?.tookMs ?? 0) + call.tookMs });
    }
    yield;
  }
  return [...byAccount].map(([accountId, event]) => ({ accountId, event }));
}

/** The digest that identifies the results: of `JSON.stringify([startedAt, endedAt, outcomes])`. */
export function* recordDigest(
  { startedAt, endedAt }: Recording,
  outcomes: readonly RecordedOutcome[],
  sha256: { add(text: string): void; digest(): string },
): Pieces<string> {
  let before = `[${JSON.stringify(startedAt)},${JSON.stringify(endedAt)},[`;
  for (const group of inGroups(outcomes)) {
    sha256.add(before + group.map((each) => JSON.stringify(each)).join(','));
    before = ',';
    yield;
  }
  sha256.add(outcomes.length === 0 ? `${before}]]` : ']]');
  return sha256.digest();
}

/** If there are two answers about one account, the one with the higher rank counts. */
function rank(outcome: Settled['outcome']): number {
  if (leavesInactive(outcome)) return 2;
  return outcome === 'in-doubt' ? 1 : 0;
}

const lookOrRepeat =
  'Look at this account in admin.atlassian.com, or start a new run with it: the account is read first.';

function eventOf(
  tool: string,
  { exchange, tookMs }: RecordedCall,
  classify: ClassifyRecorded,
): Omit<Settled, 'position'> {
  const base = { type: 'settled', attempt: 1, tookMs, code: null, detail: null, hint: '' } as const;
  const status = exchange.kind === 'answered' ? exchange.status : null;
  const bare = bareOutcome(exchange);
  if (bare !== null) {
    const { outcome, said, hint } = bare;
    return { ...base, outcome, status, message: `${tool} recorded ${said}`, hint };
  }
  const fault = classify(exchange);
  if (fault === null) {
    return { ...base, outcome: 'deactivated', status, message: `${tool} recorded ${accepted(status)}` };
  }
  const outcome = outcomeOfFault(fault);
  const message = `${tool} recorded: ${fault.message}`;
  const hint = outcome === 'in-doubt' ? lookOrRepeat : fault.hint;
  const { status: answered, code, detail, link } = fault;
  const said = { status: answered, code, detail, ...(link === undefined ? {} : { link }) };
  return { ...base, ...said, outcome, message, hint };
}

/** The outcome of a call that was not sent to Atlassian's API. */
function elsewhere(tool: string, { origin, exchange, tookMs }: RecordedCall): Omit<Settled, 'position'> {
  const status = exchange.kind === 'answered' ? exchange.status : null;
  const answered = status === null ? 'no answer' : `the status ${status}`;
  const message = `${tool} recorded ${answered} from ${origin}, which is not Atlassian’s API.`;
  return {
    ...{ type: 'settled', attempt: 1, tookMs, code: null, detail: null },
    ...{ outcome: 'in-doubt', status, message, hint: lookOrRepeat },
  };
}

/** The outcome of an accepted call after which the file has one that may have activated the account again. */
function undone(tool: string, event: Omit<Settled, 'position'>): Omit<Settled, 'position'> {
  const message = `${tool} recorded that Atlassian accepted the call, and later a request that activates the account.`;
  return { ...event, outcome: 'in-doubt', message, hint: lookOrRepeat };
}

const accepted = (status: number | null) => `that Atlassian accepted the call (${status}).`;

function outcomeOfFault(fault: Fault): Settled['outcome'] {
  if (fault.effect === 'unknown') return 'in-doubt';
  const refused = fault.status !== null && (fault.owner === 'user' || fault.owner === 'atlassian');
  return refused && !fault.repeatable ? 'refused' : 'failed';
}

/** The outcome if the file has no bodies. Only the status is known, and no reason is invented for it. */
function bareOutcome(
  exchange: RecordedCall['exchange'],
): { outcome: Settled['outcome']; said: string; hint: string } | null {
  if (exchange.kind === 'unanswered') {
    if (exchange.code !== '') return null;
    return { outcome: 'in-doubt', said: 'no answer to the call.', hint: lookOrRepeat };
  }
  if (exchange.body !== null) return null;
  const { status, odd } = exchange;
  if (odd && status >= 200 && status < 300) {
    const said = `the status ${status} with an answer that is neither empty nor JSON, such as a web page or packed bytes.`;
    return { outcome: 'in-doubt', said, hint: lookOrRepeat };
  }
  if (writeSuccesses.includes(status)) return { outcome: 'deactivated', said: accepted(status), hint: '' };
  const unread = odd ? 'the answer is neither empty nor JSON' : 'its file does not keep what Atlassian said';
  const said = `the status ${status}; ${unread}.`;
  if (status < 400 || status === 408 || status >= 500)
    return { outcome: 'in-doubt', said, hint: lookOrRepeat };
  const hint = 'Start a new run with this user to learn the reason.';
  return { outcome: status === 401 || status === 429 ? 'failed' : 'refused', said, hint };
}
