import { concernsOf, dismissalOf } from '#lib/domain/run/concerns';
import { done, failed, onlyWatching, type Result } from '#lib/engine/errors';
import type { RunView } from '#lib/engine/run/run-view';
import { append, type RunsContext } from '#lib/engine/run/runs-context';

/** The users, by position, and why nothing more is to be done about them. */
export interface DismissWish {
  positions: readonly number[];
  reason: string;
  /** The name of the admin, if they say it. */
  operatorName?: string | undefined;
}

/** Writes the decision of the admin into the journal of an ended run. All of the users are dismissed, or none. */
export function dismiss(
  id: string,
  { positions, reason, operatorName }: DismissWish,
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
