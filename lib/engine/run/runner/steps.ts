/**
 * Carries out one step of a run that touches the outside. The order is the promise: the intent is on disk before
 * the call, the outcome before anybody hears of it.
 */
import { type AccountId, parseAccountId } from '#lib/domain/account/account-id';
import { endsByItself } from '#lib/domain/run/events';
import { judgeCanary, judgeProbe } from '#lib/domain/run/judge/brakes';
import { judgeConflict, judgeReadBack } from '#lib/domain/run/judge/doubt';
import { rehearse } from '#lib/domain/run/judge/dry-run';
import { judgeCall, judgeLook, judgeWithheld, readingOf, type Sight } from '#lib/domain/run/judge/judge';
import { mayBegin, type Step } from '#lib/domain/run/next/next-step';
import type { RunState } from '#lib/domain/run/state';
import { nobodyRead } from '#lib/domain/run/unread';
import { freshUser } from '#lib/domain/run/user';
import { type Look, lookAndAsk } from '#lib/engine/run/runner/dry-run';
import { withStamps } from '#lib/engine/run/runner/stamps';
import type { StepParts } from '#lib/engine/run/runner/step-parts';

/** A step about one user. */
export type UserStep = Extract<Step, { position: number }>;

/** A reading older than this, in ms, is not good enough to call by: the account is read again. */
const readingKeepsMs = 5_000;

/** Carries out a step; throws only on a fault of Lockstep itself. */
export async function perform(step: UserStep, given: StepParts): Promise<void> {
  const parts = withStamps(given);
  const { state } = parts;
  const { position } = step;
  const entry = parts.entries[position];
  const accountId = entry ? parseAccountId(entry.accountId) : null;
  if (!accountId) throw new Error(`Position ${position} of the plan cannot be called.`);
  const read = async () => readingOf(await parts.timed(() => parts.atlassian().profile(accountId)));

  switch (step.do) {
    case 'call':
      return call(position, accountId, parts);
    case 'read-back': {
      const reading = await read();
      const circumstances = { random: parts.random(), stopping: state.status === 'stopping' };
      parts.record(judgeReadBack(about(position, state), reading, circumstances));
      return;
    }
    case 'check-canary': {
      const reading = await read();
      const { act, canary } = state;
      if (state.status !== 'running') return;
      parts.record(judgeCanary({ act, position, reads: canary.reads }, reading, parts.random()));
      return;
    }
    case 'probe': {
      const reading = await read();
      const code = state.pause?.code;
      if (code === undefined || !endsByItself(code)) return;
      parts.record(judgeProbe({ probes: state.probes, position, code }, reading, parts.random()));
    }
  }
}

async function call(position: number, accountId: AccountId, parts: StepParts): Promise<void> {
  const { state, record, random } = parts;
  const read = async () => readingOf(await parts.timed(() => parts.atlassian().profile(accountId)));
  const look =
    state.act === 'dry-run'
      ? () => lookAndAsk(accountId, parts.atlassian, parts.timed)
      : async () => ({ reading: await read(), permission: null });
  if (!(await intend(position, accountId, look, parts))) return;
  const answer = await parts.timed(() =>
    state.act === 'restore'
      ? parts.atlassian().enable(accountId)
      : parts.atlassian().disable(accountId, parts.message),
  );
  const isFirst = about(position, state).progress.doubts === 0;
  if (!answer.ok && answer.fault.code === 'conflict' && isFirst) {
    record(judgeConflict(about(position, state), answer.fault, await read()));
  } else {
    record(judgeCall(about(position, state), answer, random()));
  }
}

/** Looks at the account and writes the intent down; false where no call must, or need, be made: never in a dry run. */
async function intend(
  position: number,
  accountId: AccountId,
  lookAt: () => Promise<Look>,
  parts: StepParts,
): Promise<boolean> {
  const { state, record, looking, leaving, held, concurrency } = parts;
  looking.add(position);
  try {
    const { reading: look, permission } = await lookAt();
    const readAt = parts.now();
    const judge = () => judgeLook(about(position, state), look, parts.random(), sightOf(state));
    // What a failed reading says (the key is refused, wait) counts at once.
    const unread = look.says === 'nothing' && !leaving() ? judge() : null;
    if (unread) {
      // A run that the admin has paused or stopped meanwhile is not paused for another reason.
      if (unread.type !== 'paused' || state.status === 'running') record(unread);
      return false;
    }
    // One after the other in the order of the plan, however long each reading took.
    for (;;) {
      const conditions = { held: held(), concurrency: concurrency(), looking };
      const may = leaving() ? 'no' : mayBegin(state, position, conditions);
      if (may === 'no' || parts.now() - readAt > readingKeepsMs) return false;
      if (may === 'yes') break;
      await parts.news();
    }
    const { progress } = about(position, state);
    const refusal = parts.mayCall(accountId);
    const decided = judge();
    if (refusal !== null) {
      const ofEarlierCall = progress.attempt > 0 ? decided : null;
      record(ofEarlierCall ?? judgeWithheld(about(position, state), refusal, look));
      return false;
    }
    if (decided) {
      record(decided);
      return false;
    }
    if (state.act === 'dry-run') {
      record(rehearse(position, look.tookMs, permission));
      return false;
    }
    const before = look.says === 'nothing' ? null : look.text;
    record({ type: 'intended', position, attempt: progress.attempt + 1, before });
  } finally {
    // Who waits for this hears of it with the entry, or when the step is over.
    looking.delete(position);
  }
  return parts.written();
}

function sightOf(state: RunState): Sight {
  return { waived: state.withoutReading === true, nobodyRead: () => nobodyRead(state) };
}

function about(position: number, state: RunState) {
  return { act: state.act, position, progress: state.users[position] ?? freshUser(0) };
}
