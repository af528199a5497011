/** The questions that preflight asks about each account, in order. */
import { type AccountId, parseAccountId } from '#lib/domain/account/account-id';
import type { PartState } from '#lib/domain/directory/known';
import type { Permission } from '#lib/domain/directory/reading';
import { type Answer, type Fault, isKeyFault } from '#lib/domain/outcome/answer';
import { refusalReason } from '#lib/domain/preflight/refusal-reasons';
import type { StorageNotice } from '#lib/domain/retention';
import { askPatiently, type Patience } from '#lib/engine/directory/patience';
import { why } from '#lib/engine/directory/sweep';
import { ofPermission, ofTokens } from '#lib/engine/directory/to-readings';
import type { Atlassian } from '#lib/engine/ports';
import type { DirectoryStore } from '#lib/engine/storage';

/** The parts that these questions need. */
export interface Questions extends Patience {
  atlassian: Atlassian;
  store: Pick<DirectoryStore, 'save'>;
  progress(done: number, total: number): void;
}

/** The number of failures in a row after which no more questions are asked. */
const patienceForFaults = 5;

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

async function askEach<T>(
  questions: Questions,
  accountIds: readonly string[],
  ask: (id: AccountId) => Promise<Answer<T>>,
  take: (accountId: string, answer: Answer<T>) => StorageNotice | null,
): Promise<PartState> {
  let silent = 0;
  let unanswered = 0;
  let answered = 0;
  for (const [done, text] of accountIds.entries()) {
    questions.progress(done, accountIds.length);
    const id = parseAccountId(text);
    if (id === null) continue;
    if (questions.signal.aborted) return stopped(questions, answered, aborted);
    const answer = await askPatiently(() => ask(id), questions);
    if (!answer.ok && (questions.signal.aborted || endsAll(answer.fault))) {
      return stopped(questions, answered, why(questions, answer.fault));
    }
    const unkept = take(id, answer);
    if (unkept !== null) return stopped(questions, answered, unkept);
    const proper = answer.ok || (answer.fault.owner === 'user' && answer.fault.code !== 'not-found');
    silent = proper ? 0 : silent + 1;
    if (proper) answered += 1;
    else unanswered += 1;
    const hopeless = !answer.ok && silent >= patienceForFaults;
    if (hopeless && (answer.fault.owner !== 'user' || answered === 0)) {
      return stopped(questions, answered, why(questions, answer.fault));
    }
  }
  const at = questions.clock.wall();
  if (unanswered === 0) return { state: 'known', at };
  const message = `${unanswered} of ${accountIds.length} had no clear answer.`;
  return { state: 'partly', at, message, hint: '' };
}

const aborted = { message: 'It was stopped before the end.', hint: 'Check again: it goes on where it was.' };

function stopped(
  { clock }: Questions,
  answered: number,
  explanation: { message: string; hint: string },
): PartState {
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
    const { message, hint } = refusalReason(rule.reason);
    return { verdict: 'refused', reason: message, hint };
  }
  const { code, owner, message, hint } = answer.fault;
  const said = { reason: message, hint };
  if (code === 'not-found') return { ...said, verdict: answeredBefore ? 'unknown-account' : 'unknown' };
  if (owner !== 'user') return { ...said, verdict: 'unknown' };
  return { ...said, verdict: code === 'not-managed' ? 'not-managed' : 'refused' };
}
