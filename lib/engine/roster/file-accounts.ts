/**
 * Finds given accounts in a file. An ID that is not in the file is an error, so that a typing error does not go
 * unnoticed.
 */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { addressOf } from '#lib/domain/account/email-address';
import type { Person } from '#lib/domain/account/person';
import { isDoubted } from '#lib/domain/plan/eligibility';
import { addCounts, countSelection, type SelectionCounts } from '#lib/domain/plan/selection-counts';
import type { RosterUser } from '#lib/domain/roster/roster';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';
import { done, failed, type Result } from '#lib/engine/errors';
import type { ReviewedUser } from '#lib/engine/roster/selection';

/** The people with these accounts, in file order. Fails if some accounts are not in the file. */
export function* peopleAmong(
  users: readonly RosterUser[],
  accountIds: readonly string[],
): Pieces<Result<Person[]>> {
  const wanted = yield* keysOf(accountIds);
  const people: Person[] = [];
  const found = new Set<AccountKey>();
  for (const group of inGroups(users)) {
    for (const person of group.flatMap(personOf)) {
      const key = accountKey(person.accountId);
      if (!wanted.has(key)) continue;
      found.add(key);
      people.push(person);
    }
    yield;
  }
  return found.size === wanted.size ? done(people) : missingFromFile(found, accountIds);
}

/** A change of ticks. */
interface TickChange {
  accountIds: string[];
  /** The accounts that are uncertain after a run, by its number. */
  uncertain: ReadonlyMap<number, readonly string[]>;
  /** The counts after the change. */
  counts: SelectionCounts;
}

/**
 * The change of ticks for these accounts: those that can be ticked or unticked, and the counts afterwards. When all are
 * ticked at once, doubtful users keep their ticks, since they must be ticked by name. Fails if some accounts are not in
 * the file.
 */
export function* tickChange(
  reviewed: readonly ReviewedUser[],
  accountIds: 'all' | readonly string[],
  ticked: boolean,
): Pieces<Result<TickChange>> {
  const wanted = accountIds === 'all' ? null : yield* keysOf(accountIds);
  const found = new Set<AccountKey>();
  const changed: string[] = [];
  const uncertain = new Map<number, string[]>();
  const counts = countSelection([]);
  for (const group of inGroups(reviewed)) {
    const after: Pick<ReviewedUser, 'user' | 'block' | 'uncertain' | 'ticked'>[] = [];
    for (const each of group) {
      const { accountId } = each.user;
      const key = accountId === null ? null : accountKey(accountId);
      const meant = key !== null && (wanted === null || wanted.has(key));
      if (meant) found.add(key);
      const leftAsItIs = wanted === null && ticked && isDoubted(each.user, each);
      const eligible = meant && !leftAsItIs && each.block === null && accountId !== null;
      if (eligible) changed.push(accountId);
      if (eligible && each.uncertain !== undefined) {
        const { run } = each.uncertain;
        const others = uncertain.get(run);
        if (others === undefined) uncertain.set(run, [accountId]);
        else others.push(accountId);
      }
      after.push(eligible ? { ...each, ticked } : each);
    }
    addCounts(counts, countSelection(after));
    yield;
  }
  if (wanted !== null && accountIds !== 'all' && found.size < wanted.size) {
    return missingFromFile(found, accountIds);
  }
  return done({ accountIds: changed, uncertain, counts });
}

/** The accounts of the users with this address, without duplicates. `pages`: all users, some at a time. */
export function* accountsWith(pages: Iterable<readonly RosterUser[]>, email: string): Pieces<Person[]> {
  const address = addressOf(email);
  const found = new Map<AccountKey, Person>();
  for (const users of pages) {
    const these = users.filter((user) => addressOf(user.email) === address).flatMap(personOf);
    for (const person of these) found.set(accountKey(person.accountId), person);
    yield;
  }
  return [...found.values()];
}

/** The user as a person; empty if the file has no account ID for them. */
export function personOf(user: RosterUser): Person[] {
  return user.accountId === null ? [] : [{ accountId: user.accountId, name: user.name, email: user.email }];
}

function* keysOf(accountIds: readonly string[]): Pieces<Set<AccountKey>> {
  const keys = new Set<AccountKey>();
  for (const group of inGroups(accountIds)) {
    for (const accountId of group) keys.add(accountKey(accountId));
    yield;
  }
  return keys;
}

/** The error that lists the accounts missing from the file. */
function missingFromFile(found: ReadonlySet<AccountKey>, accountIds: readonly string[]): Result<never> {
  const missing = accountIds.filter((accountId) => !found.has(accountKey(accountId)));
  const message =
    missing.length === 1
      ? 'One of these accounts is not in this file.'
      : `${whole(missing.length)} of these accounts are not in this file.`;
  const hint = 'Nothing was changed. Name accounts of the file.';
  return failed('not-found', message, hint, missing.slice(0, 10));
}
