/** The verbs from a plan on: plans, the gate, runs with their imports and reports, retention. */
import { limitedConnections } from '#lib/engine/connection/limited-connections';
import { offline } from '#lib/engine/connection/offline';
import type { EngineParts } from '#lib/engine/engine-parts';
import type { Foundations } from '#lib/engine/foundations';
import { newOpenUsers } from '#lib/engine/history/open-users';
import { newGate } from '#lib/engine/plan/gate';
import { newPlans } from '#lib/engine/plan/plans';
import { newPostman } from '#lib/engine/plan/postman';
import { newSeals } from '#lib/engine/plan/seals';
import { operatorNow } from '#lib/engine/plan/who-seals';
import { newReconcile } from '#lib/engine/reconcile/reconcile';
import { newRetention } from '#lib/engine/retention';
import { newReadAgain } from '#lib/engine/roster/read-again';
import { newEvidence } from '#lib/engine/run/evidence';
import { newImports } from '#lib/engine/run/import/imports';
import { newRuns, type RunVerbs } from '#lib/engine/run/runs';
import type { VerbsBeforePlan } from '#lib/engine/verbs-before-a-plan';

/** Builds the verbs from a plan on. Interrupted runs are opened and marked as such. */
export function newVerbsFromPlan(
  parts: EngineParts,
  foundations: Foundations,
  { rosters, preflight, lists }: VerbsBeforePlan,
) {
  const { rosterStore, runStore, originals, classifyRecorded, clock, random, hashing } = parts;
  const {
    directory,
    rules,
    protections,
    limiters,
    connections,
    states,
    history,
    queue,
    organisation,
    selection,
  } = foundations;
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
    watching: parts.watching ?? false,
  });
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
  const readAgain = newReadAgain({ rosters, store: rosterStore, originals, retention });
  const postman = newPostman({ gate, connections });
  const evidence = newEvidence({ runs, runStore, rosterStore, originals });
  const reconcile = newReconcile({ runs, runStore, rosterStore, history, directory, connections, clock });
  return { plans, runs, imports, evidence, reconcile, retention, readAgain, postman };
}
