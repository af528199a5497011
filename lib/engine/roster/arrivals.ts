/**
 * Protects users when a file is read: its organisation admins, everybody that a rule matches, and the admin's own
 * account. They start unticked, and so do the doubtful users and those whom an export calls inactive.
 */
import { accountKey } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import { adminSaidAt } from '#lib/domain/directory/admin-said';
import { knownValue } from '#lib/domain/directory/facts';
import { startsUnticked } from '#lib/domain/plan/selection';
import { accountsInBlockedRow } from '#lib/domain/roster/blocked-row';
import { addressOf } from '#lib/domain/roster/look-up';
import { isDoubtful } from '#lib/domain/roster/remarks';
import type { RosterKind, RosterUser } from '#lib/domain/roster/roster';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { candidateOf } from '#lib/engine/directory/candidates';
import type { CurrentDirectory } from '#lib/engine/directory/directory';
import { protectListed } from '#lib/engine/protection/known-protections';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';

/** Examines the users of one file as they are read or looked up. */
interface Arrivals {
  see(users: readonly RosterUser[]): void;
  /**
   * Protects users, and returns the accounts that start unticked: removing a protection then ticks nobody, and neither
   * does Atlassian's word that an account is active after all. To be called once, before the users can be seen.
   */
  settle(kind: RosterKind): Pieces<string[]>;
}

/** What is needed to examine them. */
export interface ArrivalParts {
  directory: CurrentDirectory;
  protections: ProtectionVerbs;
  rules: Pick<RuleVerbs, 'watch'>;
}

/** Starts to examine the users of a file. `fileName` is part of the reason of a protection. */
export function watchArrivals({ directory, protections, rules }: ArrivalParts, fileName: string): Arrivals {
  const watch = rules.watch();
  const admins: Person[] = [];
  const ownAddress = addressOf(protections.ownAddress() ?? '');
  const own = new Map<string, Person>();
  /** Those who may start unticked: the kind of the file decides. */
  const mayStartUnticked: RosterUser[] = [];
  const accountIds: string[] = [];
  return {
    see(users) {
      watch.see(users);
      for (const user of users) {
        const candidate = candidateOf(user);
        if (candidate === null) {
          if (user.organisationAdmin) admins.push(...accountsInBlockedRow(user).map(unnamed));
          continue;
        }
        const { row, ...person } = candidate;
        accountIds.push(person.accountId);
        if (user.organisationAdmin) admins.push(person);
        if (user.status === 'inactive' || isDoubtful(user)) mayStartUnticked.push(user);
        if (ownAddress !== '' && addressOf(user.email) === ownAddress) {
          own.set(accountKey(person.accountId), person);
        }
      }
    },
    *settle(kind) {
      protections.protectFound('organisation-admin', admins, fileName);
      const found = yield* adminsAmong(directory, accountIds);
      const known = protectListed(protections, 'organisation-admin', found, 'Atlassian’s own list');
      const caught = yield* watch.settle(kind);
      const [only, ...others] = own.values();
      // The admin has given their address before. If exactly one account has it, that account is theirs.
      if (only && others.length === 0 && protections.operator() === null) protections.setOperator(only);
      const operator = protections.operator();
      const guarded = [...admins, ...known, ...caught, ...(operator ? [operator] : [])];
      return [
        ...guarded.map(({ accountId }) => accountId),
        ...mayStartUnticked.flatMap((user) => (startsUnticked(user, kind) ? (user.accountId ?? []) : [])),
      ];
    },
  };
}

/** A blocked row does not say for certain what the person is called. */
function unnamed(accountId: string): Person {
  return { accountId, name: '', email: '' };
}

/** Those of these accounts that Atlassian has called organisation admins. */
function* adminsAmong(directory: CurrentDirectory, accountIds: readonly string[]): Pieces<Person[]> {
  const readings = yield* directory.store().readings(accountIds);
  const admins: Person[] = [];
  for (const group of inGroups(accountIds)) {
    for (const accountId of group) {
      const said = readings.get(accountKey(accountId)) ?? [];
      if (adminSaidAt(said) === null) continue;
      admins.push({
        accountId,
        name: knownValue(said, 'name') ?? '',
        email: knownValue(said, 'email') ?? '',
      });
    }
    yield;
  }
  return admins;
}
