/** The goal of a run for each account, and its report about it. Pure. */
import { actTerms } from '#lib/domain/outcome/act';
import type { RunState } from '#lib/domain/run/state';
import { isReportedChanged, wasReadAsLeft } from '#lib/domain/run/verdict';

/** A run's goal and report for the account at one position of its plan. */
export interface Intended {
  /** The status that was the run's goal. */
  goal: 'active' | 'inactive';
  /** Whether the run reports that the account has this status: it changed it, or found it so. */
  isReported: boolean;
  /**
   * Whether a reading showed that status: before the run, after its call, or by a verification. Without such a reading,
   * the report rests on Atlassian's answer to the call alone.
   */
  wasRead: boolean;
}

/** Reads the goal and the report of each position from the state of a run. */
export function intentions(state: RunState): (position: number) => Intended {
  const { goal, already, confirmed } = actTerms[state.act];
  const atTheEnd = new Map(state.recheck?.readings.map(({ position, reading }) => [position, reading]));
  // The readings in the file of an imported run are those of another tool.
  const isOwn = state.imported === null;
  return (position) => {
    const outcome = state.users.at(position)?.outcome ?? null;
    const verified = state.verification?.readings[position];
    const wasRead =
      (verified !== undefined && wasReadAsLeft(state.act, verified)) ||
      atTheEnd.get(position) === goal ||
      isReadBack(state, position) ||
      (isOwn && (outcome === already || outcome === confirmed));
    return { goal, isReported: isReportedChanged(state, position) || outcome === already, wasRead };
  };
}

/** Whether the user is the first user, or the last of several, who was read back before the rest. */
function isReadBack({ canary }: RunState, position: number): boolean {
  const passed = canary.state === 'passed' || canary.state === 'ask' || canary.state === 'asked';
  return passed && canary.position === position;
}
