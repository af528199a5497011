/**
 * The display of a run whose server does not answer: the facts from its last message, without any that may have
 * changed.
 */
import { formatClock, formatCount } from '#components/shared/format.ts';
import { actTerms } from '#lib/domain/outcome/act';
import { outcomeLabels } from '#lib/domain/outcome/outcome';
import type { RunState } from '#lib/domain/run/state';
import type { RunStatus } from '#lib/domain/run/view/status';

/**
 * The status as it was last heard: the headline says so, and nothing says what the run is doing. `status` must have
 * been made without an estimate of the remaining time. The status of an ended run stays.
 */
export function lastHeardStatus(status: RunStatus, state: RunState): RunStatus {
  if (state.status === 'ended') return status;
  const { done } = actTerms[state.act];
  const label = outcomeLabels[done].toLowerCase();
  const own = `${formatCount(state.counts[done])} ${label}`;
  const title = `${formatCount(state.counts[done])} of ${formatCount(state.total)} ${label} when last heard`;
  const left = state.total - state.settled;
  return {
    ...status,
    title,
    facts: [...status.facts.filter((fact) => fact !== own), `${formatCount(left)} to go`],
  };
}

/** `Last heard 14:04:44, with 148 of 221 done.` `heardAt` is in ms since the epoch. */
export function lastHeardLabel(heardAt: number, { settled, total }: RunState): string {
  return `Last heard ${formatClock(heardAt)}, with ${formatCount(settled)} of ${formatCount(total)} done.`;
}
