import type { Connections } from '#lib/engine/connection/connection';
import type { AskingQueue } from '#lib/engine/directory/asking-queue';
import type { CurrentDirectory } from '#lib/engine/directory/directory';
import type { OpenUsersVerbs } from '#lib/engine/history/open-users';
import type { RunStates } from '#lib/engine/history/run-states';
import type { Limiters } from '#lib/engine/limiter/limiters';
import type { Gate } from '#lib/engine/plan/gate';
import type { PlanVerbs } from '#lib/engine/plan/plans';
import type { SealVerbs } from '#lib/engine/plan/seals';
import type { Atlassian, Clock, Random } from '#lib/engine/ports';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import type { RunStore } from '#lib/engine/storage/runs';

/** The dependencies of the run verbs. */
export interface RunsParts {
  store: RunStore;
  states: RunStates;
  plans: Pick<PlanVerbs, 'sealFrom' | 'uncheckedSince'>;
  gate: Gate;
  seals: SealVerbs;
  protections: ProtectionVerbs;
  rules: Pick<RuleVerbs, 'protectFitting'>;
  connections: Connections;
  directory: CurrentDirectory;
  limiters: Limiters;
  clock: Clock;
  random: Random;
  removeRun(id: string): void;
  /** The open users of ended runs. */
  openUsers: OpenUsersVerbs;
  /** The operator now, as text; empty if not known. A name that is given is kept. */
  operator(said: string | undefined): string;
  /** The queue of jobs that ask Atlassian in the background. */
  queue: Pick<AskingQueue, 'add'>;
  /** The client for requests in the background, within the rate limit. */
  background(): Atlassian;
  /** Whether a run is verified automatically at its end. */
  verifiesByItself: boolean;
  /** Interrupts other requests with this key, such as those of preflight, so that the run has the key for itself. */
  quiet(): void;
  /** Called when a run has ended, paused or failed: interrupted jobs may continue if no other run is under way. */
  atRest(): void;
  /** Another process carries out the runs. This one only reads their journals. */
  watching: boolean;
}
