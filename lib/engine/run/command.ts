import { organisationFault } from '#lib/domain/connection/planned-for';
import { concernsOf, dismissalOf } from '#lib/domain/run/concerns';
import { endsByItself } from '#lib/domain/run/events';
import { type Obstacle, resumeObstacle, type UncheckedRule } from '#lib/domain/run/next/obstacle';
import type { CommandAnswers, RunCommand } from '#lib/domain/run/view/commands';
import { atOnce } from '#lib/domain/text/pieces';
import { connectionCodes } from '#lib/engine/connection/connection';
import { done, type EngineErrorCode, failed, onlyWatching, type Result } from '#lib/engine/errors';
import { uncheckedRule } from '#lib/engine/plan/unasked-rules';
import { closeIfDifferent, commandClosed } from '#lib/engine/run/closed-runs';
import { interruption } from '#lib/engine/run/interruption';
import type { RunView } from '#lib/engine/run/run-view';
import type { Circumstances } from '#lib/engine/run/runner/runner';
import { append, type RunsContext } from '#lib/engine/run/runs-context';
import { clientFor, limiterFor, takeUp } from '#lib/engine/run/take-up';
import { endComes, stopUnwritten } from '#lib/engine/run/unwritten-end';
import { inTurns } from '#lib/engine/turns';

const makeRoom = 'Make sure that the data folder is in its place and has room, then resume.';
const stoppedMessage = 'This run was stopped, so nobody is called in it any more.';

/** The code of the error for each obstacle. */
const obstacleCodes = {
  ...connectionCodes,
  watching: 'conflict',
  differs: 'conflict',
  'stood-still': 'conflict',
  'unchecked-rule': 'conflict',
  'in-copy': 'question-open',
} as const satisfies Record<Obstacle['kind'], EngineErrorCode>;

/** Carries out the admin's command to a run: pause, resume or stop. */
export function commandRun(
  id: string,
  command: RunCommand,
  answers: CommandAnswers,
  context: RunsContext,
): Result<RunView> {
  const { ledger, watching } = context;
  if (watching) return onlyWatching();
  const found = ledger.find(id);
  if (!found.ok) return found;
  const { record, summary } = found.value;
  if (ledger.endUnwritten.has(id) && command !== 'stop') return failed('conflict', stoppedMessage, endComes);
  const resumes = command === 'resume' || command === 'resume-without-reading';
  if (resumes && isLeftAlone(found.value) && !ledger.closed.has(id)) closeIfDifferent(record, context);
  if (ledger.closed.has(id) && summary.status !== 'ended')
    return commandClosed(found.value, command, context);
  if (command === 'stop' && ledger.failureOf(id) !== null && summary.status !== 'ended') {
    stopUnwritten(record, context);
    return ledger.find(id);
  }
  const ready = resumes ? makeReady(found.value, answers, context) : done(undefined);
  return ready.ok ? passOn(found.value, command, context) : ready;
}

/** Whether the run has no work in progress and waits for a command of the admin. */
function isLeftAlone({ summary: { status }, failure }: RunView): boolean {
  return status === 'paused' || status === 'interrupted' || failure !== null;
}

/** Makes a run ready to be resumed: checks that it may be, and starts a runner if it has none. */
function makeReady(view: RunView, answers: CommandAnswers, context: RunsContext): Result<void> {
  const { ledger, clock } = context;
  const { record, plan } = view;
  const { id } = record;
  const resumable = checkResumable(view, answers, context);
  if (!resumable.ok) return resumable;
  if (ledger.failureOf(id) !== null) {
    if (ledger.runners.get(id)?.busy) {
      return failed('conflict', 'The last call has no answer yet.', 'Resume in a moment.');
    }
    const appended = append(id, [interruption(ledger.stateOf(id), clock)], context);
    if (!appended.ok) return failed('storage', appended.message, makeRoom);
    ledger.unopened.delete(id);
    takeUp(record, plan, context);
  }
  context.quiet();
  ledger.runners.get(id)?.use(clientFor(plan, context), limiterFor(context));
  return done(undefined);
}

/** Fails with the obstacle that keeps a run from being resumed, unless the admin has answered it. */
function checkResumable(
  { plan, state, differences }: RunView,
  { inCopy }: CommandAnswers,
  context: RunsContext,
): Result<void> {
  const { watching, connections, clock, store } = context;
  const here = { connection: connections.view(), file: store.identity(), wall: clock.wall() };
  const rule = () => atOnce(uncheckedRule(plan, state, context));
  const obstacle = resumeObstacle({ watching, state, plan, differences, ...here }, rule);
  if (obstacle === null || (obstacle.kind === 'in-copy' && inCopy)) return done(undefined);
  return failed(obstacleCodes[obstacle.kind], obstacle.message, obstacle.hint, obstacle.details);
}

/**
 * Pauses a running run after rules were added, if one of them cannot be checked for users whom the run may still call.
 */
export async function pauseForRules(context: RunsContext): Promise<void> {
  const { ledger } = context;
  for (const [id, runner] of ledger.runners) {
    const found = runner.failure === null ? ledger.find(id) : null;
    if (!found?.ok || runner.state.status === 'ended') continue;
    const unchecked = await inTurns(uncheckedRule(found.value.plan, runner.state, context));
    if (unchecked) runner.pause(unchecked);
  }
}

/** Explains why a run waits for the admin: its journal records the key with which it continues. */
const otherKey = {
  message: 'Another key was given while the run waited for Atlassian.',
  hint: 'Resume to go on with it.',
};

/**
 * Called when the connection was made, changed or forgotten. A run that waits until Atlassian answers again continues
 * with it. With another key, or without a connection to the organisation of its plan, it waits for the admin.
 */
export function followConnection(context: RunsContext): void {
  const { ledger, connections } = context;
  for (const [id, runner] of ledger.runners) {
    const found = runner.failure === null ? ledger.find(id) : null;
    if (!found?.ok || !endsByItself(runner.state.pause?.code)) continue;
    const { plan } = found.value;
    const connection = connections.view();
    const fault = organisationFault(plan, connection);
    const last = runner.state.keys.at(-1)?.tail;
    if (fault) runner.pause({ message: fault.message, hint: fault.hint });
    else if (connection.state === 'connected' && connection.keyTail !== last) runner.pause(otherKey);
    else runner.use(clientFor(plan, context), limiterFor(context));
  }
}

/** The rule that keeps a run from being resumed; null if there is none, or if the run has ended. */
export async function uncheckedRuleOf(
  id: string,
  context: RunsContext,
  signal?: AbortSignal,
): Promise<Result<UncheckedRule | null>> {
  const found = context.ledger.find(id);
  if (!found.ok) return found;
  const { plan, state, summary } = found.value;
  if (summary.status === 'ended') return done(null);
  return done(await inTurns(uncheckedRule(plan, state, context), signal));
}

/**
 * The circumstances under which a run begins or resumes, for its journal: the last four characters of the connected
 * key, and the identity of the journal's file.
 */
export function circumstances({
  connections,
  store,
}: Pick<RunsContext, 'connections' | 'store'>): Circumstances {
  const connection = connections.view();
  const file = store.identity();
  return {
    ...(connection.state === 'connected' && { keyTail: connection.keyTail }),
    ...(file !== null && { file }),
  };
}

/** Passes a command to the runner of a run, and returns the resulting view or the refusal. */
function passOn({ record }: RunView, command: RunCommand, context: RunsContext): Result<RunView> {
  const { ledger } = context;
  const { id } = record;
  const told = ledger.runners.get(id)?.command(command, circumstances(context)) ?? {
    ok: false as const,
    message: ledger.unopened.get(id) ?? 'This run has ended.',
  };
  if (told.ok) return ledger.find(id);
  if (ledger.failureOf(id) === null) {
    return failed('conflict', told.message, 'Reload the page to see where the run stands.');
  }
  if (command === 'stop') {
    stopUnwritten(record, context);
    return ledger.find(id);
  }
  // A run whose journal cannot be written makes no calls until it is resumed, so it counts as paused.
  if (command === 'pause') return ledger.find(id);
  return failed('storage', told.message, makeRoom);
}

/** The users to dismiss, by position, and the reason why they need no further action. */
export interface DismissRequest {
  positions: readonly number[];
  reason: string;
  /** The name of the admin, if they entered one. */
  operatorName?: string | undefined;
}

/** Writes the admin's dismissal of users into the journal of an ended run. All of the users are dismissed, or none. */
export function dismiss(
  id: string,
  { positions, reason, operatorName }: DismissRequest,
  context: RunsContext,
): Result<RunView> {
  const { ledger, watching } = context;
  if (watching) return onlyWatching();
  const found = ledger.find(id);
  if (!found.ok) return found;
  const { state } = found.value;
  if (state.status !== 'ended') {
    return failed('conflict', 'This run has not ended.', 'Decide about its users when it has.');
  }
  const concerns = concernsOf(state);
  const isOpen = (position: number) =>
    concerns.has(position) && dismissalOf(state, concerns, position) === null;
  if (!positions.every(isOpen)) {
    const message = 'Some of these users need no decision, or have one.';
    return failed('conflict', message, 'Reload the page to see who is left.');
  }
  const by = context.operator(operatorName);
  const appended = append(id, [{ type: 'dismissed', positions: [...positions], reason, by }], context);
  if (!appended.ok) return failed('storage', appended.message, 'Make room on the disk, then try again.');
  return done(ledger.view(found.value.record));
}
