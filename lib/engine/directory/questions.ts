/** The questions that preflight asks about each account, in order. */
import { type AccountId, parseAccountId } from '#lib/domain/account/account-id';
import type { PartState } from '#lib/domain/directory/known';
import type { Permission } from '#lib/domain/directory/reading';
import { type Answer, type Fault, isKeyFault } from '#lib/domain/outcome/answer';
import { refusalReason } from '#lib/domain/preflight/refusal-reasons';
import type { StorageNotice } from '#lib/domain/retention';
import { whole } from '#lib/domain/text/whole';
import { askWithRetries, type RetryParts } from '#lib/engine/directory/retries';
import { why } from '#lib/engine/directory/sweep';
import { ofPermission, ofTokens } from '#lib/engine/directory/to-readings';
import type { Atlassian } from '#lib/engine/ports';
import type { DirectoryStore } from '#lib/engine/storage/directories';
import { inParallel } from '#lib/engine/turns';

/** The parts that these questions need. */
export interface Questions extends RetryParts {
  atlassian: Atlassian;
  store: Pick<DirectoryStore, 'save'>;
  progress(done: number, total: number): void;
}

/** The number of failures in a row after which no more questions are asked. */
const mostSilent = 5;
/** Maximum number of questions under way. The limiter decides how many of them are sent. */
const mostAtOnce = 8;

/** Asks whether each account may be deactivated. Each answer is kept at once. */
export function askPermissions(questions: Questions, accountIds: readonly string[]): Promise<PartState> {
  // Before any answer, a 404 may be about the question and not about the account.
  let answered = false;
  return askEach(
    questions,
    accountIds,
    (id) => questions.atlassian.permissions(id, questions.signal),
    (id, answer) => {
      if (answer.ok) answered = true;
      return questions.store.save([
        ofPermission(id, readPermission(answer, answered), questions.clock.wall()),
      ]);
    },
  );
}

/** Asks when the API tokens of each account were last used. */
export function askTokens(questions: Questions, accountIds: readonly string[]): Promise<PartState> {
  return askEach(
    questions,
    accountIds,
    (id) => questions.atlassian.apiTokens(id, questions.signal),
    (id, answer) => {
      if (!answer.ok) return null;
      const made = { accountId: id, tokens: answer.value, at: questions.clock.wall() };
      return questions.store.save([ofTokens({ source: 'account-tokens', ...made })]);
    },
  );
}

/**
 * Asks about each account, several at once where the rate limit allows it. Every answer is stored as it arrives, also
 * those of questions that were still under way when the asking ended.
 */
async function askEach<T>(
  questions: Questions,
  accountIds: readonly string[],
  ask: (id: AccountId) => Promise<Answer<T>>,
  take: (accountId: string, answer: Answer<T>) => StorageNotice | null,
): Promise<PartState> {
  const { signal, progress, clock } = questions;
  const retries = sharedRetries(questions);
  const tally = newTally();
  const end: { why: Explanation | null; done: number } = { why: null, done: 0 };
  progress(0, accountIds.length);
  const askOne = async (text: string) => {
    const id = parseAccountId(text);
    const answer = id && (await askWithRetries(() => ask(id), retries));
    end.done += 1;
    progress(end.done, accountIds.length);
    if (!answer) return;
    if (!answer.ok && (signal.aborted || endsAll(answer.fault))) {
      end.why ??= why(questions, answer.fault);
      return;
    }
    const unkept = take(text, answer);
    const isHopeless = unkept === null && tally.note(answer) && !answer.ok;
    end.why ??= isHopeless ? why(questions, answer.fault) : unkept;
  };
  await inParallel(accountIds, askOne, () => {
    if (signal.aborted) end.why ??= aborted;
    if (end.why !== null) return 0;
    // The first answers show whether this can be asked at all.
    return tally.answered > 0 ? mostAtOnce : 1;
  });
  if (end.why !== null) return stopped(questions, tally.answered, end.why);
  const at = clock.wall();
  if (tally.unanswered === 0) return { state: 'known', at };
  const message = `${whole(tally.unanswered)} of ${whole(accountIds.length)} had no clear answer.`;
  return { state: 'partly', at, message, hint: '' };
}

/** Counts the answers, in the order in which they come. */
interface Tally {
  answered: number;
  unanswered: number;
  /** Counts this answer. Returns whether it and those before it show that nothing more should be asked. */
  note(answer: Answer<unknown>): boolean;
}

function newTally(): Tally {
  let silent = 0;
  return {
    answered: 0,
    unanswered: 0,
    note(answer) {
      const proper = answer.ok || (answer.fault.owner === 'user' && answer.fault.code !== 'not-found');
      silent = proper ? 0 : silent + 1;
      if (proper) this.answered += 1;
      else this.unanswered += 1;
      const isHopeless = !answer.ok && silent >= mostSilent;
      return isHopeless && (answer.fault.owner !== 'user' || this.answered === 0);
    },
  };
}

/** Retries for several questions at once. `waiting` is called with null only when none of them waits any more. */
function sharedRetries(retries: RetryParts): RetryParts {
  let waits = 0;
  return {
    ...retries,
    waiting(until) {
      waits += until === null ? -1 : 1;
      if (until !== null || waits === 0) retries.waiting(until);
    },
  };
}

type Explanation = { message: string; hint: string };

const aborted = { message: 'It was stopped before the end.', hint: 'Check again: it goes on where it was.' };

function stopped({ clock }: Questions, answered: number, explanation: Explanation): PartState {
  return { state: answered > 0 ? 'partly' : 'unknown', at: clock.wall(), ...explanation };
}

function endsAll({ code, owner }: Fault): boolean {
  return isKeyFault(code) || owner === 'organisation';
}

function readPermission(
  answer: Answer<{ enablement: { allowed: boolean; reason: string | null } | null }>,
  answeredBefore: boolean,
): Permission {
  if (answer.ok) {
    const rule = answer.value.enablement;
    if (rule === null) {
      const reason = 'Atlassian does not say whether this account may be deactivated.';
      return { verdict: 'unknown', reason, hint: '' };
    }
    if (rule.allowed) return { verdict: 'allowed', reason: '', hint: '' };
    const { code, message, hint } = refusalReason(rule.reason);
    return { verdict: 'refused', code, reason: message, hint };
  }
  const { code, owner, message, hint } = answer.fault;
  const said = { code, reason: message, hint };
  if (code === 'not-found') return { ...said, verdict: answeredBefore ? 'unknown-account' : 'unknown' };
  if (owner !== 'user') return { ...said, verdict: 'unknown' };
  return { ...said, verdict: code === 'not-managed' ? 'not-managed' : 'refused' };
}
