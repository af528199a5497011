/** The verbs up to a plan: rosters, the organisation's lists, preflight, and what is read ahead. */
import { limitedConnections } from '#lib/engine/connection/limited-connections';
import type { EngineParts } from '#lib/engine/engine-parts';
import type { Foundations } from '#lib/engine/foundations';
import { newPreflightJobs } from '#lib/engine/preflight/jobs';
import { newLists } from '#lib/engine/preflight/lists';
import { newOrganisation } from '#lib/engine/preflight/organisation';
import { newPreflight } from '#lib/engine/preflight/preflight';
import { newReadAhead } from '#lib/engine/preflight/read-ahead';
import { newLookUp } from '#lib/engine/roster/look-up';
import { newRosters } from '#lib/engine/roster/rosters';

/** The verbs up to a plan. */
export type VerbsBeforePlan = ReturnType<typeof newVerbsBeforePlan>;

/** Builds the verbs up to a plan. */
export function newVerbsBeforePlan(parts: EngineParts, foundations: Foundations) {
  const { rosterStore, clock, random, hashing } = parts;
  const {
    directory,
    rules,
    protections,
    busy,
    limiters,
    connections,
    askedByAdmin,
    history,
    queue,
    organisation,
    knowledge,
    selection,
  } = foundations;
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
  return { rosters, preflight, lists, readAhead, organisation: everybody, lookUp };
}
