/** For the model-based test: the observable state of the world, by which its promises are judged. */
import type { Act } from '#lib/domain/outcome/act';
import type { Answer } from '#lib/domain/outcome/answer';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { RunOptions } from '#lib/domain/plan/run-options';
import type { JournalEntry } from '#lib/domain/run/events';
import type { RunVerbs } from '#lib/engine/run/runs';
import type { WorldClock } from '#test/model/clock';

/** The parameters of a play. */
export interface Scenario {
  total: number;
  act: Act;
  options: RunOptions;
  seed: number;
}

/** A request that arrived at Atlassian. */
export interface Call {
  kind: 'write' | 'read' | 'search';
  /** The account; a name of its own for a search. */
  accountId: string;
  /** The accounts that a search asks about. */
  about: readonly string[];
  at: number;
  /** The process that sent it. */
  life: number;
  /** Whether it changed the account. */
  effect: boolean;
  /** The answer that the engine received; null if it was lost with the process, or is still to come. */
  told: Answer<unknown> | null;
  /** The time when it was answered; null before. */
  toldAt: number | null;
}

/** A request that is not answered yet. */
export interface Pending {
  call: Call;
  reply(answer: Answer<never>): void;
}

export interface Observed {
  readonly scenario: Scenario;
  readonly clock: WorldClock;
  readonly entries: readonly PlanEntry[];
  /** The status that every account must have before and after its call. */
  readonly from: string;
  readonly goal: string;
  /** The real status, by account ID. */
  readonly status: ReadonlyMap<string, string>;
  readonly ledger: readonly Call[];
  readonly protectedIds: ReadonlySet<string>;
  /** The journal on disk: its lines, when each was written by the world's own time, and their content. */
  readonly lines: readonly string[];
  readonly writtenAt: readonly number[];
  journal(): readonly JournalEntry[];
  /** Broken promises, as sentences. */
  readonly broken: string[];
  readonly pending: readonly Pending[];
  readonly isAlive: boolean;
  /** The number of the process. */
  readonly life: number;
  readonly runs: RunVerbs | null;
  /** The time when the run last began a call since it was opened, by the monotonic clock; long ago if it has not. */
  begunAt: number;
  /**
   * At the admin's *Ask now*: how many calls the ledger had, and which answers were still to come; null if this process
   * did not receive it.
   */
  readonly asked: { after: number; underWay: ReadonlySet<string> } | null;
}
