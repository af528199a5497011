/** Finds why a run that waits for the admin may not be resumed. The server and the page share this rule. Pure. */
import type { Connection } from '#lib/domain/connection/connection';
import { type ConnectionFault, keyFault, organisationFault } from '#lib/domain/connection/planned-for';
import type { Plan } from '#lib/domain/plan/plan';
import { copyQuestion } from '#lib/domain/run/next/copied';
import { standstillReason } from '#lib/domain/run/next/standstill';
import type { RunState } from '#lib/domain/run/state';

/** A reason why a run may not be resumed, and what to do about it. */
export interface Obstacle {
  kind: 'watching' | 'differs' | 'stood-still' | ConnectionFault['kind'] | 'unchecked-rule' | 'in-copy';
  message: string;
  hint: string;
  details?: string[];
}

/** The message and the hint for every change while another process owns the data folder. */
export const watchingMessage = 'Another Lockstep works in this data folder; this one can only watch.';
export const watchingHint = 'Use the other one, or stop it and start this one again.';

/** The message and the hint for a run that differs from what was sealed and written. */
export const closedMessage =
  'This run is not as it was sealed and written, so nobody is called in it any more.';
export const closedHint = 'Stop it. Its report says what differs, and you can start a new run with the rest.';

/** The facts that decide whether a run may be resumed. */
export interface ResumeFacts {
  /** Another process owns the data folder. */
  watching: boolean;
  state: Pick<RunState, 'act' | 'calledAt' | 'file'>;
  plan: Pick<Plan, 'organisationId' | 'organisationName'>;
  /** The differences of the run from what was sealed and written, one sentence each. */
  differences: readonly string[];
  connection: Connection;
  /** The identity of the file that the journal is written to now; null if it is not known. */
  file: string | null;
  /** The time, in ms since the epoch. */
  wall: number;
}

/** A protection rule that cannot be checked for users whom the run may still call, with a hint. */
export type UncheckedRule = Pick<Obstacle, 'message' | 'hint'>;

/**
 * The first obstacle; null if the run may be resumed. Obstacles that need a new run come before those that the admin
 * can remove. `uncheckedRule` is linear in the remaining users, so it is called only if its result counts.
 */
export function resumeObstacle(
  { watching, state, plan, differences, connection, file, wall }: ResumeFacts,
  uncheckedRule: () => UncheckedRule | null,
): Obstacle | null {
  if (watching) return { kind: 'watching', message: watchingMessage, hint: watchingHint };
  if (differences.length > 0)
    return { kind: 'differs', message: closedMessage, hint: closedHint, details: [...differences] };
  const stood = standstillReason(state, wall);
  if (stood) return { kind: 'stood-still', ...stood };
  const fault = organisationFault(plan, connection) ?? keyFault(connection);
  if (fault) return fault;
  const rule = uncheckedRule();
  if (rule) return { kind: 'unchecked-rule', ...rule };
  const copied = copyQuestion(state, file);
  return copied && { kind: 'in-copy', ...copied };
}

/** Whether the obstacle is permanent, so that the admin can only stop the run. */
export function isForGood({ kind }: Obstacle): boolean {
  return kind === 'differs' || kind === 'stood-still';
}
