/**
 * Protects users when a file is read: its organisation admins, everybody that a rule matches, and the admin's own
 * account.
 */
import { accountKey } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import { addressOf } from '#lib/domain/roster/look-up';
import type { RosterKind, RosterUser } from '#lib/domain/roster/roster';
import { candidateOf } from '#lib/engine/directory/candidates';
import type { RuleVerbs } from '#lib/engine/protection/protection-rules';
import type { ProtectionVerbs } from '#lib/engine/protection/protections';

/** Examines the users of one file as they are read or looked up. */
interface Arrivals {
  see(users: readonly RosterUser[]): void;
  /**
   * Protects these users and returns them. They start unticked, so that removing a protection ticks nobody. To be
   * called once, before the users can be seen.
   */
  settle(kind: RosterKind): Person[];
}

/** Starts to examine the users of a file. `fileName` is part of the reason of a protection. */
export function watchArrivals(
  { protections, rules }: { protections: ProtectionVerbs; rules: Pick<RuleVerbs, 'watch'> },
  fileName: string,
): Arrivals {
  const watch = rules.watch();
  const admins: Person[] = [];
  const ownAddress = addressOf(protections.ownAddress() ?? '');
  const own = new Map<string, Person>();
  return {
    see(users) {
      watch.see(users);
      for (const user of users) {
        const candidate = candidateOf(user);
        if (candidate === null) continue;
        const { row, ...person } = candidate;
        if (user.organisationAdmin) admins.push(person);
        if (ownAddress !== '' && addressOf(user.email) === ownAddress) {
          own.set(accountKey(person.accountId), person);
        }
      }
    },
    settle(kind) {
      protections.protectFound('organisation-admin', admins, fileName);
      const [only, ...others] = own.values();
      // The admin has given their address before. If exactly one account has it, that account is theirs.
      if (only && others.length === 0 && protections.operator() === null) protections.setOperator(only);
      const operator = protections.operator();
      return [...admins, ...watch.settle(kind), ...(operator ? [operator] : [])];
    },
  };
}
