/** The dependencies for sealing and judging plans. */
import type { Connections } from '#lib/engine/connection/connection';
import type { OrganisationFactVerbs } from '#lib/engine/directory/organisation-facts';
import type { RunHistory } from '#lib/engine/history/run-history';
import type { Clock, Hashing, Random } from '#lib/engine/ports';
import type { ListVerbs } from '#lib/engine/preflight/lists';
import type { PreflightVerbs } from '#lib/engine/preflight/preflight';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import type { RosterVerbs } from '#lib/engine/roster/rosters';
import type { SelectionVerbs } from '#lib/engine/roster/selection';
import type { RosterStore } from '#lib/engine/storage/rosters';
import type { RunStore } from '#lib/engine/storage/runs';
import type { SizeLimitStore } from '#lib/engine/storage/size-limits';

/** Facts about the program and the person who uses it, for sealed plans. */
export interface Product {
  version: string;
  /** The operator's name as the admin last entered it; null or empty if none. Kept for the next plan. */
  operatorName: { read(): string | null; write(name: string): void };
}

/** Each function takes only the parts that it needs. */
export interface PlanParts {
  rosters: RosterVerbs;
  rosterStore: RosterStore;
  runStore: RunStore;
  protections: ProtectionVerbs;
  rules: Pick<RuleVerbs, 'list' | 'protectFitting'>;
  selection: SelectionVerbs;
  history: RunHistory;
  connections: Connections;
  /** The version of Lockstep, and the name that the admin last entered; absent: plans are sealed without both. */
  product?: Product | undefined;
  sizeLimits: Pick<SizeLimitStore, 'sizeLimit'>;
  preflight: Pick<PreflightVerbs, 'known' | 'knownInPieces' | 'knownOf'>;
  lists: Pick<ListVerbs, 'refresh'>;
  organisation: Pick<OrganisationFactVerbs, 'ask' | 'facts'>;
  clock: Clock;
  random: Random;
  hashing: Hashing;
}
