import type { Connections } from '#lib/engine/connection/connection';
import type { Gate } from '#lib/engine/plan/gate';
import type { PlanVerbs } from '#lib/engine/plan/plans';
import type { SealVerbs } from '#lib/engine/plan/seals';
import type { Clock, Random } from '#lib/engine/ports';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import type { RunStore } from '#lib/engine/storage';

/** What the verbs of runs are given. */
export interface RunsParts {
  store: RunStore;
  plans: Pick<PlanVerbs, 'sealFrom'>;
  gate: Gate;
  seals: SealVerbs;
  protections: ProtectionVerbs;
  connections: Connections;
  clock: Clock;
  random: Random;
  removeRun(id: string): void;
  /** Ends what else is being asked with this key: a run has it for itself. */
  quiet(): void;
  /** Another process carries the runs out; this one only reads their journals. */
  watching: boolean;
}
