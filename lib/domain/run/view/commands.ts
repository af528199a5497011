/** The admin's commands to a run, and the events that they cause. */
import { z } from 'zod';
import { endsByItself, type RunEvent } from '#lib/domain/run/events';
import type { RunState } from '#lib/domain/run/state';
import { goesOnByItself } from '#lib/domain/run/view/status';

/** Every command. */
export const runCommandSchema = z.enum(['pause', 'resume', 'resume-without-reading', 'ask-now', 'stop']);
export type RunCommand = z.infer<typeof runCommandSchema>;

/** The reason of a pause that the admin asked for, and how it ends. */
export const ownPause = { message: 'Paused by you.', hint: 'Resume when you are ready.' };

/** The admin's answers to what a command asks. */
export const commandAnswersSchema = z.strictObject({
  /** The run goes on although its journal is a copy (`copyQuestion`). */
  inCopy: z.literal(true).optional(),
});
export type CommandAnswers = z.infer<typeof commandAnswersSchema>;

/** The event of an accepted command, or why it is refused. */
type CommandDecision =
  /** `event` is null if the run already does what is asked. */
  { ok: true; event: RunEvent | null } | { ok: false; message: string };

/** Decides on a command in a given state. Giving the same command twice is no error. */
export function decide(state: RunState, command: RunCommand): CommandDecision {
  const { status } = state;
  if (status === 'new' || status === 'ended') {
    return { ok: false, message: 'This run has ended; it can no longer be paused, resumed or stopped.' };
  }
  switch (command) {
    case 'pause':
      // A pause that would end by itself becomes the admin's.
      if (status === 'paused' && !endsByItself(state.pause?.code)) return { ok: true, event: null };
      if (status === 'interrupted') return { ok: true, event: null };
      if (status === 'stopping') return { ok: false, message: 'This run is stopping already.' };
      return {
        ok: true,
        event: { type: 'paused', code: 'admin', ...ownPause },
      };
    case 'resume':
      if (status === 'running') return { ok: true, event: null };
      if (status === 'stopping') return { ok: false, message: 'This run is stopping; it cannot be resumed.' };
      return { ok: true, event: { type: 'resumed' } };
    case 'resume-without-reading':
      if (status !== 'paused' || state.pause?.code !== 'nobody-read') {
        return { ok: false, message: 'This run does not wait for an account that can be read.' };
      }
      return { ok: true, event: { type: 'resumed', withoutReading: true } };
    case 'ask-now':
      if (!asksToWait(state))
        return { ok: false, message: 'This run does not wait because Atlassian asked it to.' };
      return { ok: true, event: { type: 'resumed', by: 'admin', asksNow: true } };
    case 'stop':
      return { ok: true, event: status === 'stopping' ? null : { type: 'stop-requested' } };
  }
}

/**
 * Whether the run continues by itself after a wait that Atlassian asked for (a stopping run: with its last readings).
 * The clock tells whether the wait is over.
 */
export function asksToWait(state: RunState): boolean {
  return state.hold?.asked === true && goesOnByItself(state);
}
