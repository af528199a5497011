/**
 * The common parts of the engine's verbs: the connection, the directory, protections, the history of runs, the
 * selection.
 */
import { apiKeyFault } from '#lib/domain/connection/api-key';
import { type Connections, newConnections } from '#lib/engine/connection/connection';
import { limitedConnections } from '#lib/engine/connection/limited-connections';
import { newAskingQueue } from '#lib/engine/directory/asking-queue';
import { newCurrentDirectory } from '#lib/engine/directory/directory';
import { newKeptDirectories } from '#lib/engine/directory/kept-directories';
import { newKnowledge } from '#lib/engine/directory/knowledge';
import { newOrganisationFacts } from '#lib/engine/directory/organisation-facts';
import type { EngineParts } from '#lib/engine/engine-parts';
import { newRunHistory } from '#lib/engine/history/run-history';
import { RunStates } from '#lib/engine/history/run-states';
import { newLimiters } from '#lib/engine/limiter/limiters';
import type { ReadAheadVerbs } from '#lib/engine/preflight/read-ahead';
import { protectListed } from '#lib/engine/protection/known-protections';
import { keepOwnAccount, noticingOwnAccount } from '#lib/engine/protection/own-account';
import { newProtectionFile } from '#lib/engine/protection/protection-file';
import { newRules } from '#lib/engine/protection/protection-rules';
import { newProtections } from '#lib/engine/protection/protections';
import { newSelection } from '#lib/engine/roster/selection';
import type { RunVerbs } from '#lib/engine/run/runs';

/** Verbs of the parts that are built later, which the foundations call. */
interface Later {
  runs(): Pick<RunVerbs, 'underWay' | 'connected' | 'rulesAdded'>;
  readAhead(): Pick<ReadAheadVerbs, 'opened' | 'leaving'>;
}

/** The common parts of the engine's verbs. */
export type Foundations = ReturnType<typeof newFoundations>;

/** Builds the common parts. Functions of `later` are called only after the whole engine is built. */
export function newFoundations(parts: EngineParts, later: Later) {
  const { rosterStore, runStore, clock, random } = parts;
  const watching = parts.watching ?? false;
  const ofConnection = { files: parts.directoryFiles, connections: () => connections };
  const directory = newCurrentDirectory(ofConnection);
  const directories = newKeptDirectories({
    ...ofConnection,
    forgetFacts: () => organisation.forget(),
    watching,
  });
  const rules = newRules({
    store: parts.ruleStore,
    rosterStore,
    directory,
    clock,
    random,
    added: () => later.runs().rulesAdded(),
  });
  const protections = newProtections(parts.protectionStore, clock, rules.caught);
  const protectionFile = newProtectionFile({ protections, rules });
  const busy = () => later.runs().underWay();
  const limiters = newLimiters({ clock, random: random.fraction });
  const connections: Connections = newConnections({
    apiUrl: parts.apiUrl,
    environment: parts.environment,
    keyFault: parts.keyFault ?? apiKeyFault,
    log: parts.log,
    keychain: parts.keychain ?? null,
    kept: parts.kept ?? null,
    gateway: noticingOwnAccount(parts.gateway(protections.reasonAgainst), (accountId) =>
      keepOwnAccount(accountId, { protections, rosterStore }),
    ),
    demo: parts.demo,
    clock,
    opened() {
      later.runs().connected();
      return later.readAhead().opened();
    },
    async leaving() {
      await later.readAhead().leaving();
      organisation.forgetOwner();
    },
    forgetDirectory: directories.forgetConnected,
    limiters,
    busy,
  });
  const askedByAdmin = limitedConnections(connections, limiters, 'admin');
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
    clock,
  });
  const selection = newSelection({ rosterStore, protections, history, knowledge, clock });
  return {
    directory,
    directories,
    rules,
    protections,
    protectionFile,
    busy,
    limiters,
    connections,
    askedByAdmin,
    states,
    history,
    queue,
    organisation,
    knowledge,
    selection,
  };
}
