/** Finds the person with an account ID in stored data. No request is sent. */
import { accountKey } from '#lib/domain/account/account-id';
import { factOf } from '#lib/domain/directory/facts';
import type { KnownAccount } from '#lib/domain/protection/known-account';
import type { Pieces } from '#lib/domain/text/pieces';
import { type CurrentDirectory, managedListOf } from '#lib/engine/directory/directory';
import type { DirectoryStore } from '#lib/engine/storage/directories';
import type { RosterStore } from '#lib/engine/storage/rosters';

interface WhoseParts {
  directory: CurrentDirectory;
  rosterStore: Pick<RosterStore, 'list' | 'find'>;
}

type KnownPerson = NonNullable<KnownAccount['person']>;

/** Looks in Atlassian's readings first, then in the uploads, the newest first. */
export function* whoseAccount(
  { directory, rosterStore }: WhoseParts,
  accountId: string,
): Pieces<KnownAccount> {
  const store = directory.store();
  const said = yield* byReadings(store, accountId);
  return {
    person: said ?? (yield* byUploads(rosterStore, accountId)),
    listedAt: managedListOf(store).state.whole?.at ?? null,
    rosters: rosterStore.list().length,
  };
}

function* byReadings(store: DirectoryStore, accountId: string): Pieces<KnownPerson | null> {
  const readings = (yield* store.readings([accountId])).get(accountKey(accountId)) ?? [];
  const facts = [factOf(readings, 'name'), factOf(readings, 'email')] as const;
  const [name, email] = facts.map((fact) => (fact.state === 'known' ? fact.value : ''));
  if (!name && !email) return null;
  const at = Math.min(...facts.flatMap((fact) => (fact.state === 'known' && fact.value ? fact.at : [])));
  return { accountId, name: name ?? '', email: email ?? '', from: { source: 'directory', at } };
}

function* byUploads(store: WhoseParts['rosterStore'], accountId: string): Pieces<KnownPerson | null> {
  for (const { id, name, writtenAt, createdAt } of store.list()) {
    const user = yield* store.find(id, accountId);
    if (!user?.name && !user?.email) continue;
    const from = { source: 'roster', name, at: writtenAt ?? createdAt } as const;
    return { accountId, name: user.name, email: user.email, from };
  }
  return null;
}
