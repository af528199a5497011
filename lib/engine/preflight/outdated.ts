/** Finds the accounts of a roster whose facts have to be asked again although the organisation's lists are young. */
import { accountKey } from '#lib/domain/account/account-id';
import { knownTime } from '#lib/domain/directory/freshness';
import { isOutdated } from '#lib/domain/preflight/outdated';
import { fileTime } from '#lib/domain/roster/file-time';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { findAddressHolders } from '#lib/engine/directory/address-holders';
import type { CurrentDirectory } from '#lib/engine/directory/directory';
import type { KnowledgeVerbs } from '#lib/engine/directory/knowledge';
import type { Clock } from '#lib/engine/ports';
import type { RosterStore } from '#lib/engine/storage/rosters';

interface OutdatedParts {
  rosterStore: RosterStore;
  clock: Pick<Clock, 'wall'>;
  directory: CurrentDirectory;
  knowledge: Pick<KnowledgeVerbs, 'ofUsers'>;
}

/**
 * The accounts, each once. Where an address of the file was another account's before the file was written, both are
 * among them.
 */
export function* outdatedAccounts(
  { rosterStore, clock, directory, knowledge }: OutdatedParts,
  rosterId: string,
): Pieces<string[]> {
  const roster = rosterStore.get(rosterId);
  if (roster === null) return [];
  const fileAt = knownTime(fileTime(roster), clock.wall());
  const users = yield* rosterStore.usersInPieces(rosterId);
  const { accounts, allReadings } = yield* knowledge.ofUsers(rosterId, users);
  const holders = yield* findAddressHolders(directory.store(), users, accounts, Number.NEGATIVE_INFINITY);
  const found = new Map<string, string>();
  const note = (accountId: string) => found.set(accountKey(accountId), accountId);
  for (const group of inGroups(users)) {
    for (const user of group) {
      const { accountId } = user;
      if (accountId === null || user.problems.some(({ blocks }) => blocks)) continue;
      const key = accountKey(accountId);
      const said = { readings: accounts.get(key) ?? [], allReadings: allReadings.get(key) ?? [] };
      const holder = holders.get(key);
      const isHeld = holder !== undefined && holder.at < fileAt;
      if (isHeld) note(holder.accountId);
      if (isHeld || isOutdated({ user, kind: roster.kind, fileAt, ...said })) note(accountId);
    }
    yield;
  }
  return [...found.values()];
}
