/** The whole engine, built from its ports. */
import type { KnownAccount } from '#lib/domain/protection/known-account';
import type { Connections } from '#lib/engine/connection/connection';
import type { KeptDirectoryVerbs } from '#lib/engine/directory/kept-directories';
import type { EngineParts } from '#lib/engine/engine-parts';
import { newFoundations } from '#lib/engine/foundations';
import type { PlanVerbs } from '#lib/engine/plan/plans';
import type { PostmanVerbs } from '#lib/engine/plan/postman';
import type { ListVerbs } from '#lib/engine/preflight/lists';
import type { OrganisationVerbs } from '#lib/engine/preflight/organisation';
import type { PreflightVerbs } from '#lib/engine/preflight/preflight';
import type { ReadAheadVerbs } from '#lib/engine/preflight/read-ahead';
import type { ProtectionFileVerbs } from '#lib/engine/protection/protection-file';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';
import { whoseAccount } from '#lib/engine/protection/whose-account';
import type { ReconcileVerbs } from '#lib/engine/reconcile/reconcile';
import type { RetentionVerbs } from '#lib/engine/retention';
import type { LookUpVerbs } from '#lib/engine/roster/look-up';
import type { ReadAgainVerbs } from '#lib/engine/roster/read-again';
import type { RosterVerbs } from '#lib/engine/roster/rosters';
import type { EvidenceVerbs } from '#lib/engine/run/evidence';
import type { ImportVerbs } from '#lib/engine/run/import/imports';
import type { RunVerbs } from '#lib/engine/run/runs';
import type { SizeLimitStore } from '#lib/engine/storage/size-limits';
import { inTurns } from '#lib/engine/turns';
import { newVerbsBeforePlan } from '#lib/engine/verbs-before-a-plan';
import { newVerbsFromPlan } from '#lib/engine/verbs-from-a-plan-on';

/** All verbs. */
export interface Engine {
  connections: Connections;
  protections: ProtectionVerbs;
  rules: RuleVerbs;
  protectionFile: ProtectionFileVerbs;
  /** Finds the person with an account ID in stored data, without asking Atlassian. */
  whoseAccount(accountId: string): Promise<KnownAccount>;
  rosters: RosterVerbs;
  readAgain: ReadAgainVerbs;
  lookUp: LookUpVerbs;
  preflight: PreflightVerbs;
  lists: ListVerbs;
  organisation: OrganisationVerbs;
  sizeLimits: SizeLimitStore;
  plans: PlanVerbs;
  runs: RunVerbs;
  directories: KeptDirectoryVerbs;
  imports: ImportVerbs;
  evidence: EvidenceVerbs;
  reconcile: ReconcileVerbs;
  retention: RetentionVerbs;
  postman: PostmanVerbs;
  readAhead: ReadAheadVerbs;
}

/** Builds the engine. Interrupted runs are opened and marked as such. */
export function newEngine(parts: EngineParts): Engine {
  const foundations = newFoundations(parts, {
    runs: () => fromPlan.runs,
    readAhead: () => beforePlan.readAhead,
  });
  const beforePlan = newVerbsBeforePlan(parts, foundations);
  const fromPlan = newVerbsFromPlan(parts, foundations, beforePlan);
  const { connections, protections, rules, protectionFile, directories, directory } = foundations;
  const whose = { directory, rosterStore: parts.rosterStore };
  return {
    connections,
    protections,
    rules,
    protectionFile,
    whoseAccount: (accountId) => inTurns(whoseAccount(whose, accountId)),
    directories,
    sizeLimits: parts.sizeLimitStore,
    ...beforePlan,
    ...fromPlan,
  };
}
