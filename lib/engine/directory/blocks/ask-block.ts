/** Asks the search about a few accounts in one request, and keeps what it says. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { BlockWay } from '#lib/domain/directory/block-ways';
import type { AccountReading } from '#lib/domain/directory/reading';
import type { Answer } from '#lib/domain/outcome/answer';
import type { DirectoryUser, UsersPage, UsersQuery } from '#lib/engine/atlassian-shapes';
import { ofSearchedUser } from '#lib/engine/directory/to-readings';
import type { Atlassian, Clock } from '#lib/engine/ports';
import type { DirectoryStore } from '#lib/engine/storage/directories';

/** An account to ask about, with the address that it is believed to have; null if none is known. */
export interface BlockAccount {
  accountId: string;
  email: string | null;
}

/** The parts that asking needs. */
export interface BlockParts {
  organisationId: string;
  store: Pick<DirectoryStore, 'save'>;
  clock: Pick<Clock, 'wall'>;
  /** Sends one request, within the rate limit. */
  ask<T>(send: (atlassian: Atlassian) => Promise<Answer<T>>): Promise<Answer<T>>;
  /** Receives the readings before any call is based on them, so that protections can be added first. */
  learnt(readings: readonly AccountReading[]): void;
}

/**
 * The users that the search found for these accounts, by the key of the account ID. An account is missing if the search
 * does not name it or names it twice. Other accounts that now have one of the addresses are left out too. At most 10
 * account IDs, or 100 addresses [SPEC].
 */
export async function askBlock(
  parts: BlockParts,
  { way, accounts }: { way: BlockWay; accounts: readonly BlockAccount[] },
  signal: AbortSignal,
): Promise<Answer<ReadonlyMap<AccountKey, DirectoryUser>>> {
  const { organisationId, store, clock } = parts;
  const query = queryOf(way, accounts);
  const answer = await parts.ask((atlassian) =>
    firstPage(atlassian.searchUsers(organisationId, '-', query, signal)),
  );
  if (!answer.ok) return answer;
  const made = { at: Math.round(clock.wall() - answer.tookMs), generation: 0 };
  const { users } = answer.value;
  if (!signal.aborted) {
    const readings = users.map((user) => ofSearchedUser(user, made));
    store.save(readings);
    parts.learnt(readings);
  }
  return { ...answer, value: ofThese(accounts, users) };
}

/**
 * The query for a block. It requests roles, since a user who became an organisation admin after the sealing must not be
 * called.
 */
function queryOf(way: BlockWay, accounts: readonly BlockAccount[]): UsersQuery {
  const shown = { expand: ['platformRoles'], limit: 100 } as const;
  if (way === 'account-ids') return { accountIds: accounts.map(({ accountId }) => accountId), ...shown };
  return { emails: accounts.flatMap(({ email }) => email?.trim() || []), ...shown };
}

/** A block fits on one page. If the answer has more, those on the other pages count as not named. */
async function firstPage(pages: AsyncIterable<Answer<UsersPage>>): Promise<Answer<UsersPage>> {
  for await (const answer of pages) return answer;
  return { ok: true, value: { users: [], next: null }, status: 200, tookMs: 0 };
}

function ofThese(
  accounts: readonly BlockAccount[],
  users: readonly DirectoryUser[],
): ReadonlyMap<AccountKey, DirectoryUser> {
  const wanted = new Set(accounts.map(({ accountId }) => accountKey(accountId)));
  const found = new Map<AccountKey, DirectoryUser>();
  const named = new Set<AccountKey>();
  for (const user of users) {
    const key = accountKey(user.accountId);
    if (!wanted.has(key)) continue;
    if (named.has(key)) found.delete(key);
    else found.set(key, user);
    named.add(key);
  }
  return found;
}
