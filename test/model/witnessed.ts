/** For the model-based test: what the world lets be seen, and what its promises are judged by. */
import type { Act } from '#lib/domain/outcome/act';
import type { Answer } from '#lib/domain/outcome/answer';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { RunOptions } from '#lib/domain/plan/run-options';
import type { JournalEntry } from '#lib/domain/run/events';
import type { RunVerbs } from '#lib/engine/run/runs';
import type { WorldClock } from '#test/model/clock';

/** What is played. */
export interface Scenario {
  total: number;
  act: Act;
  options: RunOptions;
  seed: number;
}

/** A request that arrived at Atlassian. */
export interface Call {
  kind: 'write' | 'read';
  accountId: string;
  at: number;
  /** Whether it changed the account. */
  effect: boolean;
  /** What the engine was told; null where the answer was lost with the process, or is still to come. */
  told: Answer<unknown> | null;
}

/** A request that is not answered yet. */
export interface Pending {
  call: Call;
  reply(answer: Answer<never>): void;
}

export interface Witnessed {
  readonly scenario: Scenario;
  readonly clock: WorldClock;
  readonly entries: readonly PlanEntry[];
  /** How every account must read before and after its call. */
  readonly from: string;
  readonly goal: string;
  /** By account ID, as it truly is. */
  readonly status: ReadonlyMap<string, string>;
  readonly ledger: readonly Call[];
  readonly protectedIds: ReadonlySet<string>;
  /** The journal on disk: as lines, when each was written by the world's own time, and what they say. */
  readonly lines: readonly string[];
  readonly writtenAt: readonly number[];
  journal(): readonly JournalEntry[];
  /** Promises that were broken, in words. */
  readonly broken: string[];
  readonly pending: readonly Pending[];
  readonly isAlive: boolean;
  readonly runs: RunVerbs | null;
  /** When the run last began a call since it was taken up, by the monotonic clock; long ago where it has not. */
  begunAt: number;
  /**
   * How many calls the ledger had when the admin said to ask now, and whose answers were still to come; null where this
   * process has not heard it.
   */
  readonly asked: { after: number; underWay: ReadonlySet<string> } | null;
}
