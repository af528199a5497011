/** Carries out one step for one user: a call, or a reading with its result. */
import { parseAccountId } from '#lib/domain/account/account-id';
import { endsByItself, type RunEvent } from '#lib/domain/run/events';
import { judgeCanary, judgeProbe } from '#lib/domain/run/judge/breakers';
import { judgeReadBack } from '#lib/domain/run/judge/doubt';
import type { Reading } from '#lib/domain/run/judge/judge';
import type { Step } from '#lib/domain/run/next/next-step';
import { call } from '#lib/engine/run/runner/call';
import { goesOnAsNow, isLeaving, type RunContext } from '#lib/engine/run/runner/run-context';
import { UserWork } from '#lib/engine/run/runner/user-work';

/** A step about one user. */
export type UserStep = Extract<Step, { position: number }>;

type ReadingStep = Exclude<UserStep, { do: 'call' }>;

/** Carries out a step. Rejects only on a bug in Lockstep. */
export async function perform(step: UserStep, context: RunContext): Promise<void> {
  const { position } = step;
  const entry = context.entries.at(position);
  const accountId = entry ? parseAccountId(entry.accountId) : null;
  if (!accountId) throw new Error(`Position ${position} of the plan cannot be called.`);
  // A doubt is settled also where the run is being stopped.
  const goesOn = step.do === 'read-back' ? () => !isLeaving(context) : goesOnAsNow(context);
  const user = new UserWork(context, position, accountId, goesOn);
  if (step.do === 'call') return call(user);
  const reading = await user.read();
  const event = meaningOf(step, reading, user);
  if (event) user.record(event);
}

/** The event that follows from a reading made for this step; null if it is no longer needed. */
function meaningOf(step: ReadingStep, reading: Reading, user: UserWork): RunEvent | null {
  const { state, random } = user.context;
  const { position } = user;
  switch (step.do) {
    case 'read-back': {
      const circumstances = { random: random(), stopping: state.status === 'stopping' };
      return judgeReadBack(user.about, reading, circumstances);
    }
    case 'check-canary': {
      const { act, canary, status } = state;
      if (status !== 'running') return null;
      return judgeCanary({ act, position, reads: canary.reads }, reading, random());
    }
    case 'probe': {
      const code = state.pause?.code;
      if (code === undefined || !endsByItself(code)) return null;
      return judgeProbe({ probes: state.probes, position, code }, reading, random());
    }
  }
}
