/** Rules that protect every matching user, in every roster, now and later. Pure. */
import { z } from 'zod';
import { addressLikeness } from '#lib/domain/account/email-address';
import type { Protection } from '#lib/domain/protection/protection';
import type { RosterKind, RosterUser } from '#lib/domain/roster/roster';
import { comparable, wildcard } from '#lib/domain/text/wildcard';

/** The properties of a user that a rule can match. */
export const ruleKinds = ['email', 'domain', 'role', 'group', 'name'] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** A rule; `pattern` may contain `*`. Dates are ms since the epoch. */
export const protectionRuleSchema = z.object({
  id: z.string(),
  kind: z.enum(ruleKinds),
  pattern: z.string(),
  reason: z.string(),
  createdAt: z.number().int(),
});
export type ProtectionRule = z.infer<typeof protectionRuleSchema>;

/** A rule, and how many accounts it protects. */
export const countedRuleSchema = protectionRuleSchema.extend({ count: z.number() });
export type CountedRule = z.infer<typeof countedRuleSchema>;

/** The properties of a user that a rule examines. */
export type RuledUser = Pick<RosterUser, 'name' | 'email' | 'orgRole' | 'groups' | 'groupsElse'>;

/** The label of each kind of rule. */
export const ruleKindLabels: Record<RuleKind, string> = {
  email: 'E-mail',
  domain: 'E-mail domain',
  role: 'Organisation role',
  group: 'Group',
  name: 'Name',
};

/** The longest pattern, in characters. */
export const longestPattern = 200;

/** The reason why this pattern cannot be a rule; null if it can. */
export function ruleMistake(kind: RuleKind, pattern: string): string | null {
  const text = pattern.trim();
  if (text === '') return 'Say what to look for.';
  if (text.length > longestPattern) return `At most ${longestPattern} characters.`;
  if (/^[*\s]+$/.test(text.normalize('NFKC')))
    return 'This would protect everybody: write at least one other character.';
  if (/\p{Cc}/u.test(text)) return 'Control characters cannot be in a pattern.';
  if (kind === 'domain' && text.replace(/^@/, '').includes('@')) return 'A domain is what comes after the @.';
  if (kind === 'email' && !text.includes('@') && !text.includes('*')) {
    return 'An e-mail address has an @; with * it can be part of one.';
  }
  return null;
}

/** Separators between the roles of a cell. */
const listed = /[,;|\n]/;

/** Returns a test whether a user matches the rule. */
export function ruleMatcher({
  kind,
  pattern,
}: Pick<ProtectionRule, 'kind' | 'pattern'>): (user: RuledUser) => boolean {
  const text = kind === 'domain' ? pattern.trim().replace(/^@/, '') : pattern;
  const fits = wildcard(text);
  const fitsAlike = wildcard(addressLikeness(text));
  // An address can be written in several ways, and the file may have another one than the rule.
  const fitsAddress = (address: string) => fits(address) || fitsAlike(addressLikeness(address));
  switch (kind) {
    case 'email':
      return ({ email }) => email !== '' && fitsAddress(email);
    case 'domain':
      return ({ email }) => {
        const address = email.includes('@') ? email : addressLikeness(email);
        return address.includes('@') && fitsAddress(address.slice(address.lastIndexOf('@') + 1));
      };
    case 'role':
      // A cell can have several roles; a role with a comma in it counts as a whole too.
      return ({ orgRole }) =>
        orgRole !== '' &&
        (fits(orgRole) || (listed.test(orgRole) && orgRole.split(listed).some((role) => fits(role))));
    case 'group':
      return ({ groups, groupsElse = [] }) => groups.some(fits) || groupsElse.some(fits);
    case 'name':
      return ({ name }) => name !== '' && fits(name);
  }
}

/** Facts about a user that a rule can examine. */
interface RuleFacts {
  /** The user according to each source: the file and Atlassian's list. */
  seen: readonly RuledUser[];
  /** Whether any source has roles, and whether any has groups. If one does, a user without a value has none. */
  tellsRoles: boolean;
  tellsGroups: boolean;
}

/** The result of a rule for a user. `unknown`: no source has the value that the rule examines. */
type RuleVerdict = 'fits' | 'does-not-fit' | 'unknown';

/** Returns a judge that applies a rule to users. One matching source is enough. */
export function ruleJudge(rule: Pick<ProtectionRule, 'kind' | 'pattern'>): (facts: RuleFacts) => RuleVerdict {
  const fits = ruleMatcher(rule);
  return ({ seen, ...tells }) => {
    if (seen.some(fits)) return 'fits';
    return isGiven(rule.kind, { ...tells, ...givenOfPerson(seen) }) ? 'does-not-fit' : 'unknown';
  };
}

/** The properties that the sources give for a user. */
export interface Given extends GivenByFile {
  name: boolean;
  address: boolean;
}
/** The properties that a file gives for its users. */
type GivenByFile = Pick<RuleFacts, 'tellsRoles' | 'tellsGroups'>;

/** Whether the sources have the values that rules of this kind examine. */
export function isGiven(kind: RuleKind, given: Given): boolean {
  switch (kind) {
    case 'email':
    case 'domain':
      return given.address;
    case 'name':
      return given.name;
    case 'role':
      return given.tellsRoles;
    case 'group':
      return given.tellsGroups;
  }
}

/** Whether a source gives this user's name, and address. */
export function givenOfPerson(seen: readonly RuledUser[]): Pick<Given, 'name' | 'address'> {
  return {
    name: seen.some(({ name }) => name !== ''),
    address: seen.some(({ email }) => email.includes('@')),
  };
}

/** The properties that are known of users who are in no file: none. */
export const nothingGiven: GivenByFile = { tellsRoles: false, tellsGroups: false };

/**
 * Whether an empty role or group in a roster of this kind means that the user has none. It does not in a list of
 * addresses, which does not come from Atlassian, nor in the directory, which has only roles and groups of some answers.
 */
export function columnsCount(kind: RosterKind): boolean {
  return kind !== 'email-list' && kind !== 'organisation';
}

/** The properties that a file has. A column that is empty in every row counts as missing. */
export function givenByFile(users: readonly RuledUser[], kind: RosterKind): GivenByFile {
  if (!columnsCount(kind)) return nothingGiven;
  return {
    tellsRoles: users.some(({ orgRole }) => orgRole.trim() !== ''),
    tellsGroups: users.some(({ groups }) => groups.length > 0),
  };
}

/** The properties that a rule of each kind examines, as a plural: “no source says the e-mail addresses”. */
export const ruleSubjects: Record<RuleKind, string> = {
  email: 'e-mail addresses',
  domain: 'e-mail addresses',
  role: 'organisation roles',
  group: 'groups',
  name: 'names',
};

/** Whether two rules are equal. */
export function sameRule(
  one: Pick<ProtectionRule, 'kind' | 'pattern'>,
  other: Pick<ProtectionRule, 'kind' | 'pattern'>,
): boolean {
  return one.kind === other.kind && comparable(one.pattern) === comparable(other.pattern);
}

/** The rule in a few words: `Group vip-*`. */
export function ruleLabel({ kind, pattern }: Pick<ProtectionRule, 'kind' | 'pattern'>): string {
  return `${ruleKindLabels[kind]} “${pattern}”`;
}

/** The protection that a rule gives to a matching user. */
export function caughtBy(
  rule: ProtectionRule,
  person: Pick<Protection, 'accountId' | 'name' | 'email'>,
): Protection {
  const reason = `${ruleLabel(rule)}: ${rule.reason}`;
  return { ...person, source: 'rule', reason, createdAt: rule.createdAt };
}
