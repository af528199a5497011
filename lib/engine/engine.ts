/** The whole engine, built from its ports. */
import { apiKeyFault } from '#lib/domain/connection/api-key';
import { type Connections, newConnections } from '#lib/engine/connection/connection';
import { limitedConnections } from '#lib/engine/connection/limited-connections';
import { offline } from '#lib/engine/connection/offline';
import { newAskingQueue } from '#lib/engine/directory/asking-queue';
import { newCurrentDirectory } from '#lib/engine/directory/directory';
import { type KeptDirectoryVerbs, newKeptDirectories } from '#lib/engine/directory/kept-directories';
import { newKnowledge } from '#lib/engine/directory/knowledge';
import { newOrganisationFacts } from '#lib/engine/directory/organisation-facts';
import type { EngineParts } from '#lib/engine/engine-parts';
import { newOpenUsers } from '#lib/engine/history/open-users';
import { newRunHistory } from '#lib/engine/history/run-history';
import { RunStates } from '#lib/engine/history/run-states';
import { newLimiters } from '#lib/engine/limiter/limiters';
import { newGate } from '#lib/engine/plan/gate';
import { newPlans, type PlanVerbs } from '#lib/engine/plan/plans';
import { newPostman, type PostmanVerbs } from '#lib/engine/plan/postman';
import { newSeals } from '#lib/engine/plan/seals';
import { operatorNow } from '#lib/engine/plan/who-seals';
import { newPreflightJobs } from '#lib/engine/preflight/jobs';
import { type ListVerbs, newLists } from '#lib/engine/preflight/lists';
import { newOrganisation, type OrganisationVerbs } from '#lib/engine/preflight/organisation';
import { newPreflight, type PreflightVerbs } from '#lib/engine/preflight/preflight';
import { newReadAhead, type ReadAheadVerbs } from '#lib/engine/preflight/read-ahead';
import { protectListed } from '#lib/engine/protection/known-protections';
import { hearingOwnAccount, keepOwnAccount } from '#lib/engine/protection/own-account';
import { newProtectionFile, type ProtectionFileVerbs } from '#lib/engine/protection/protection-file';
import { newRules, type RuleVerbs } from '#lib/engine/protection/protection-rules';
import { newProtections, type ProtectionVerbs } from '#lib/engine/protection/protections';
import { newReconcile, type ReconcileVerbs } from '#lib/engine/reconcile/reconcile';
import { newRetention, type RetentionVerbs } from '#lib/engine/retention';
import { type LookUpVerbs, newLookUp } from '#lib/engine/roster/look-up';
import { newReadAgain, type ReadAgainVerbs } from '#lib/engine/roster/read-again';
import { newRosters, type RosterVerbs } from '#lib/engine/roster/rosters';
import { newSelection } from '#lib/engine/roster/selection';
import { type EvidenceVerbs, newEvidence } from '#lib/engine/run/evidence';
import { type ImportVerbs, newImports } from '#lib/engine/run/import/imports';
import { newRuns, type RunVerbs } from '#lib/engine/run/runs';
import type { SizeLimitStore } from '#lib/engine/storage/size-limits';

/** All verbs. */
export interface Engine {
  connections: Connections;
  protections: ProtectionVerbs;
  rules: RuleVerbs;
  protectionFile: ProtectionFileVerbs;
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
  const { rosterStore, runStore, clock, random, hashing } = parts;
  const ofConnection = { files: parts.directoryFiles, connections: () => connections };
  const directory = newCurrentDirectory(ofConnection);
  const directories = newKeptDirectories({
    ...ofConnection,
    forgetFacts: () => organisation.forget(),
    watching: parts.watching ?? false,
  });
  const rules = newRules({
    store: parts.ruleStore,
    rosterStore,
    directory,
    clock,
    random,
  });
  const protections = newProtections(parts.protectionStore, clock, rules.caught);
  const protectionFile = newProtectionFile({ protections, rules });
  const busy = () => runs.underWay();
  const limiters = newLimiters({ clock, random: random.fraction });
  const connections: Connections = newConnections({
    apiUrl: parts.apiUrl,
    environment: parts.environment,
    keyFault: parts.keyFault ?? apiKeyFault,
    log: parts.log,
    keychain: parts.keychain ?? null,
    kept: parts.kept ?? null,
    gateway: hearingOwnAccount(parts.gateway(protections.reasonAgainst), (accountId) =>
      keepOwnAccount(accountId, { protections, rosterStore }),
    ),
    demo: parts.demo,
    clock,
    opened() {
      runs.connected();
      return readAhead.opened();
    },
    leaving: () => readAhead.leaving(),
    forgetDirectory: directories.forgetConnected,
    limiters,
    busy,
  });
  const askedByAdmin = limitedConnections(connections, limiters, 'admin');
  const watching = parts.watching ?? false;
  const states = new RunStates({ store: runStore, summaries: parts.summaryStore, watching });
  const history = newRunHistory({ store: runStore, states });
  const queue = newAskingQueue(busy);
  const organisation = newOrganisationFacts({
    connections: askedByAdmin,
    directory,
    queue,
    busy,
    history,
    foundAdmins: (people, name) =>
      protectListed(protections, 'organisation-admin', people, `${name}, by Atlassian’s own list`),
    foundServiceAccounts: (people, name) =>
      protectListed(protections, 'service-account', people, `${name}, by Atlassian’s own list`),
    clock,
    random,
  });
  const knowledge = newKnowledge({
    directory,
    rosterStore,
    history,
    facts: organisation.facts,
  });
  const selection = newSelection({ rosterStore, protections, history, knowledge });
  const rosters = newRosters({
    store: rosterStore,
    originals: parts.originals,
    directory,
    protections,
    rules,
    selection,
    organisation: connections.organisation,
    clock,
    random,
    hashing,
  });
  const preflightJobs = newPreflightJobs({
    directory,
    rosterStore,
    rules,
    protections,
    selection,
    knowledge,
    history,
    organisation,
    connections: limitedConnections(connections, limiters, 'background'),
    queue,
    afterChanges: rosters.afterChanges,
    busy,
    clock,
    random,
  });
  const preflight = newPreflight(preflightJobs);
  const lists = newLists(preflightJobs);
  const readAhead = newReadAhead({
    connections: () => connections,
    queue,
    organisation,
    lists,
    isOn: parts.readsAhead ?? false,
    clock,
  });
  const everybody = newOrganisation({
    store: rosterStore,
    directory,
    facts: organisation.facts,
    lists,
    protections,
    rules,
    connections,
    organisation: connections.organisation,
    history,
    clock,
    random,
  });
  const lookUp = newLookUp({
    store: rosterStore,
    directory,
    protections,
    rules,
    connections: askedByAdmin,
    queue,
    busy,
    clock,
    random,
  });
  const plans = newPlans({
    rosters,
    rosterStore,
    runStore,
    protections,
    rules,
    selection,
    history,
    connections,
    sizeLimits: parts.sizeLimitStore,
    product: parts.product,
    preflight,
    lists,
    organisation,
    clock,
    random,
    hashing,
  });
  const gate = newGate({
    plans,
    protections,
    selection,
    rosterStore,
    connection: connections.view,
    startedAs: (planId) => runs.startedAs(planId),
    now: clock.wall,
    hashing,
  });
  const seals = newSeals({
    store: runStore,
    protections: parts.protectionStore,
    rules,
    clock,
    hashing,
  });
  const runs: RunVerbs = newRuns({
    store: runStore,
    states,
    plans,
    gate,
    seals,
    protections,
    rules,
    connections,
    directory,
    limiters,
    clock,
    random,
    quiet: queue.rest,
    atRest: queue.goOn,
    removeRun: parts.retentionStore.removeRun,
    openUsers: newOpenUsers({ store: runStore, states }),
    operator: (said) => operatorNow({ product: parts.product, protections }, said),
    queue,
    background: () => limitedConnections(connections, limiters, 'background').client() ?? offline,
    verifiesByItself: parts.readsAhead ?? false,
    watching,
  });
  const { classifyRecorded } = parts;
  const imports = newImports({
    runStore,
    rosterStore,
    runs,
    connections,
    classifyRecorded,
    clock,
    random,
    hashing,
  });
  const retention = newRetention({
    store: parts.retentionStore,
    directories: parts.directoryFiles,
    rosters,
    runs,
    clock,
  });
  const { originals } = parts;
  const readAgain = newReadAgain({ rosters, store: rosterStore, originals, retention });
  const postman = newPostman({ gate, connections });
  return {
    connections,
    protections,
    rules,
    protectionFile,
    rosters,
    readAgain,
    lookUp,
    preflight,
    lists,
    organisation: everybody,
    sizeLimits: parts.sizeLimitStore,
    plans,
    runs,
    directories,
    imports,
    evidence: newEvidence({ runs, runStore, rosterStore, originals }),
    reconcile: newReconcile({ runs, runStore, rosterStore, history, directory, connections }),
    retention,
    postman,
    readAhead,
  };
}
