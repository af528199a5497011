/** The dependencies for sealing and judging plans. */
import type { Connections } from '#lib/engine/connection/connection';
import type { OrganisationFactVerbs } from '#lib/engine/directory/organisation-facts';
import type { RunHistory } from '#lib/engine/history/run-history';
import type { Clock, Hashing, Random } from '#lib/engine/ports';
import type { PreflightVerbs } from '#lib/engine/preflight/preflight';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import type { RosterVerbs } from '#lib/engine/roster/rosters';
import type { SelectionVerbs } from '#lib/engine/roster/selection';
import type { RosterStore, RunStore, SizeLimitStore } from '#lib/engine/storage';

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
  sizeLimits: Pick<SizeLimitStore, 'sizeLimit'>;
  preflight: Pick<PreflightVerbs, 'known' | 'knownInPieces' | 'knownOf' | 'refresh'>;
  organisation: Pick<OrganisationFactVerbs, 'ask' | 'facts'>;
  clock: Clock;
  random: Random;
  hashing: Hashing;
}
