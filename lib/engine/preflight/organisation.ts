/**
 * The organisation according to the directory: the state of its lists, the verbs that read them, and a roster of all
 * its accounts.
 */
import type { EarlyEnd } from '#lib/domain/connection/early-end';
import { type PartState, valueEver } from '#lib/domain/directory/known';
import type { ListsRead } from '#lib/domain/directory/lists-read';
import type { OrganisationFacts } from '#lib/domain/directory/organisation-facts';
import { listsRead } from '#lib/domain/directory/roster-name';
import { managedList } from '#lib/domain/directory/sweep';
import type { PreflightProgress } from '#lib/domain/preflight/preflight';
import type { CurrentDirectory } from '#lib/engine/directory/directory';
import { listsOf } from '#lib/engine/directory/organisation-accounts';
import { done, type Result } from '#lib/engine/errors';
import type { ListVerbs } from '#lib/engine/preflight/lists';
import { makeOrganisationRoster, type OrganisationRosterParts } from '#lib/engine/roster/organisation-roster';
import type { RosterRecord } from '#lib/engine/storage/rosters';

/** The state of knowledge about the organisation. */
interface OrganisationView {
  read: ListsRead;
  /** The numbers of managed and of active managed accounts; null if no list was read to its end. */
  accounts: { total: number; active: number } | null;
  /**
   * The approximate number of accounts: from the last lists, otherwise the number of active ones. Null if it is not
   * known.
   */
  about: number | null;
  /** The list of managed accounts, and the search. */
  lists: { accounts: PartState; search: PartState };
  /** The part that is being read now; null if none is. */
  running: PreflightProgress | null;
  /** The reason why the last reading ended early; null if it did not. */
  failure: EarlyEnd | null;
}

/** The verbs on the organisation. */
export interface OrganisationVerbs {
  view(): OrganisationView;
  /** Reads the lists in the background. If they are being read, that continues. */
  read(): Result<OrganisationView>;
  /** Stops reading. What was read is kept. */
  stop(): OrganisationView;
  /** Makes a roster of all known accounts, with nobody ticked. Sends no request. */
  makeRoster(): Promise<Result<RosterRecord>>;
}

interface OrganisationParts extends Omit<OrganisationRosterParts, 'isReading'> {
  directory: CurrentDirectory;
  facts(): OrganisationFacts;
  lists: Pick<ListVerbs, 'read' | 'progress' | 'failure' | 'stop'>;
}

/** Verbs over the directory of the connected organisation. */
export function newOrganisation(parts: OrganisationParts): OrganisationVerbs {
  const { lists } = parts;
  return {
    view: () => view(parts),
    read() {
      const begun = lists.read();
      return begun.ok ? done(view(parts)) : begun;
    },
    stop() {
      lists.stop();
      return view(parts);
    },
    makeRoster: () => makeOrganisationRoster({ ...parts, isReading: () => lists.progress() !== null }),
  };
}

function view({ directory, facts, lists }: OrganisationParts): OrganisationView {
  const read = listsOf(directory.store());
  const accounts = read['managed-accounts'];
  const search = read['users-search'];
  const totals = managedList(accounts, search).state.whole?.totals;
  const numbers = totals === undefined ? null : { total: totals.total, active: totals.active };
  return {
    read: listsRead(read),
    accounts: numbers,
    about: numbers?.total ?? valueEver(facts().activeAccounts),
    lists: { accounts: accounts.part, search: search.part },
    running: lists.progress(),
    failure: lists.failure(),
  };
}
