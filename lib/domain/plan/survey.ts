/**
 * Surveys the users of a file while they are read, for the protections that depend on all of them. Questions
 * and result are plain data, since files are read in another thread. Pure.
 */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { addressOf } from '#lib/domain/account/email-address';
import type { Person } from '#lib/domain/account/person';
import {
  type Given,
  givenByFile,
  givenOfPerson,
  nothingGiven,
  type ProtectionRule,
  type RuledUser,
  ruleMatcher,
} from '#lib/domain/protection/protection-rule';
import type { RosterUser } from '#lib/domain/roster/roster';
import { accountsInBlockedRow, readInEveryWay } from '#lib/domain/roster/users/blocked-row';

/** Questions about the users of a file. */
export interface SurveyQuestions {
  rules: readonly ProtectionRule[];
  /** The accounts that rules protect now. The file may have values that end such a protection. */
  ruled: readonly AccountKey[];
  /** The address of the admin's own account; empty if it is not known. */
  ownAddress: string;
}

/** The values in the file for an account that a rule protects. */
interface RuledAccount extends Pick<Given, 'name' | 'address'> {
  key: AccountKey;
  accountId: string;
}

/** The answers of a file about its users. */
export interface Survey {
  /** The organisation admins by the file. */
  admins: readonly Person[];
  /** The accounts with the admin's own address, each once. */
  own: readonly Person[];
  /** For each rule, everybody it matches by the file. */
  caught: readonly { rule: ProtectionRule; people: readonly Person[] }[];
  /** The accounts in `ruled` of the questions that are in the file. */
  ruled: readonly RuledAccount[];
  /** Whether the columns have roles and groups. They count only if the file is an export. */
  columns: ReturnType<typeof givenByFile>;
}

/** Collects what the users say, batch by batch. */
interface Surveying {
  see(users: readonly RosterUser[]): void;
  result(): Survey;
}

interface WatchedRule {
  rule: ProtectionRule;
  fits(user: RuledUser): boolean;
  people: Map<AccountKey, Person>;
}

/** Begins a survey. */
export function newSurvey({ rules, ruled, ownAddress }: SurveyQuestions): Surveying {
  const watched: WatchedRule[] = rules.map((rule) => ({ rule, fits: ruleMatcher(rule), people: new Map() }));
  const asked = new Set(ruled);
  const found = new Map<AccountKey, RuledAccount>();
  const address = addressOf(ownAddress);
  const own = new Map<AccountKey, Person>();
  const admins: Person[] = [];
  let columns = nothingGiven;

  function see(user: RosterUser, accountId: string): void {
    const person = { accountId, name: user.name, email: user.email };
    const key = accountKey(accountId);
    if (user.organisationAdmin) admins.push(person);
    if (address !== '' && addressOf(user.email) === address) own.set(key, person);
    for (const { fits, people } of watched) if (!people.has(key) && fits(user)) people.set(key, person);
    if (!asked.has(key)) return;
    const given = givenOfPerson([user]);
    const before = found.get(key);
    found.set(key, {
      key,
      accountId,
      name: given.name || before?.name === true,
      address: given.address || before?.address === true,
    });
  }

  /**
   * Adds a blocked row. It protects the accounts that it names and ends no protection, and their names in it are not
   * certain.
   */
  function seeBlockedRow(user: RosterUser): void {
    const named = accountsInBlockedRow(user).map((accountId) => ({ accountId, name: '', email: '' }));
    if (named.length === 0) return;
    if (user.organisationAdmin && user.accountId === null) admins.push(...named);
    const ways = readInEveryWay(user);
    for (const { fits, people } of watched) {
      if (!ways.some(fits)) continue;
      for (const person of named) {
        const key = accountKey(person.accountId);
        if (!people.has(key)) people.set(key, person);
      }
    }
  }

  return {
    see(users) {
      if (watched.length > 0) {
        const these = givenByFile(users, 'users-export');
        columns = {
          tellsRoles: columns.tellsRoles || these.tellsRoles,
          tellsGroups: columns.tellsGroups || these.tellsGroups,
        };
      }
      for (const user of users) {
        seeBlockedRow(user);
        if (user.accountId !== null) see(user, user.accountId);
      }
    },
    result: () => ({
      admins,
      own: [...own.values()],
      caught: watched.map(({ rule, people }) => ({ rule, people: [...people.values()] })),
      ruled: [...found.values()],
      columns,
    }),
  };
}
