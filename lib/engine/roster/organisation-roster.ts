/** Makes a roster of all accounts of the organisation that are in the directory. No request is sent. */

import type { ListsRead } from '#lib/domain/directory/lists-read';
import type { ManagedAccountFacts } from '#lib/domain/directory/managed-account';
import { organisationRoster } from '#lib/domain/directory/organisation-roster';
import { listsRead, organisationRosterName } from '#lib/domain/directory/roster-name';
import { newSurvey } from '#lib/domain/plan/survey';
import type { RosterUser } from '#lib/domain/roster/roster';
import { inGroups } from '#lib/domain/text/pieces';
import type { Connections } from '#lib/engine/connection/connection';
import type { CurrentDirectory } from '#lib/engine/directory/directory';
import { listsOf, organisationAccounts } from '#lib/engine/directory/organisation-accounts';
import { done, failed, type Result } from '#lib/engine/errors';
import type { RunHistory } from '#lib/engine/history/run-history';
import { arrivalQuestions, settleArrivals } from '#lib/engine/roster/arrivals';
import type { UploadParts } from '#lib/engine/roster/upload';
import type { RosterRecord } from '#lib/engine/storage/rosters';
import { inTurns } from '#lib/engine/turns';

/** The parts that a roster of the organisation needs. */
export interface OrganisationRosterParts extends Omit<UploadParts, 'maxBytes' | 'hashing'> {
  connections: Pick<Connections, 'view'>;
  directory: CurrentDirectory;
  history: Pick<RunHistory, 'lastRuns'>;
  /** Whether the lists are being read now: a roster made meanwhile would mix two readings. */
  isReading(): boolean;
}

/**
 * Stores all accounts as a roster in which nobody is ticked. The roster counts as written when its oldest status was
 * read, so that later readings outrank it. Fails if nothing was read yet, and while the lists are being read.
 */
export async function makeOrganisationRoster(parts: OrganisationRosterParts): Promise<Result<RosterRecord>> {
  const { connections, directory, history, clock, isReading } = parts;
  if (connections.view().state === 'none') {
    return failed('not-connected', 'Lockstep is not connected to an organisation.', 'Connect first.');
  }
  if (isReading()) return failed('conflict', 'The organisation is being read.', 'Wait for it, or stop it.');
  const store = directory.store();
  const read = listsRead(listsOf(store));
  const accounts = await inTurns(organisationAccounts(store, history.lastRuns(), clock.wall()));
  if (read.state === 'never' || accounts.length === 0) {
    return failed('conflict', 'No account of the organisation is known yet.', 'Read the organisation first.');
  }
  return done(await storeRoster(parts, accounts, read));
}

async function storeRoster(
  parts: OrganisationRosterParts,
  accounts: readonly ManagedAccountFacts[],
  read: Exclude<ListsRead, { state: 'never' }>,
): Promise<RosterRecord> {
  const { store, protections, clock, random } = parts;
  const name = organisationRosterName(read);
  const file = {
    id: random.id(),
    createdAt: clock.wall(),
    name,
    writtenAt: oldestStatus(accounts) ?? read.at,
  };
  const writer = store.begin(file);
  const survey = newSurvey(arrivalQuestions(parts));
  const everybody: string[] = [];
  try {
    const summary = await inTurns(
      organisationRoster(accounts, notesOn(read), (users) => {
        writer.add(users);
        for (const { accountId } of users) if (accountId !== null) everybody.push(accountId);
        survey.see(users.flatMap((user) => asEverySourceSays(user, accounts[user.position])));
      }),
    );
    await protections.settled();
    const { kind } = summary;
    const arrival = { name, kind, survey: survey.result(), accountIds: inGroups(everybody) };
    await inTurns(settleArrivals(parts, arrival));
    return await writer.end(summary).finish(everybody, { organisation: parts.organisation() });
  } catch (problem) {
    await writer.abandon();
    throw problem;
  }
}

/** The user, and the same user under each other name and address, so that no rule misses one. */
function asEverySourceSays(user: RosterUser, account: ManagedAccountFacts | undefined): RosterUser[] {
  const others = account?.aliases ?? [];
  return [user, ...others.map((alias) => ({ ...user, ...alias, organisationAdmin: false }))];
}

function oldestStatus(accounts: readonly ManagedAccountFacts[]): number | null {
  let oldest: number | null = null;
  for (const { statusAt, isListed } of accounts) {
    if (isListed && statusAt !== null && statusAt < (oldest ?? Number.POSITIVE_INFINITY)) oldest = statusAt;
  }
  return oldest;
}

function notesOn(read: ListsRead): string[] {
  if (read.state === 'whole') return [];
  return [
    'Atlassian’s list was not read to its end, so accounts are missing here. Read the organisation again.',
  ];
}
