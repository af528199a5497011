/** Assigns account IDs to users for whom the file has only an e-mail address. Pure. */
import { z } from 'zod';
import { type AccountKey, accountKey, parseAccountId } from '#lib/domain/account/account-id';
import { addressOf } from '#lib/domain/account/email-address';
import { earlyEndSchema } from '#lib/domain/connection/early-end';
import { waitsForSchema } from '#lib/domain/connection/waits-for';
import type { RosterUser, RowProblem } from '#lib/domain/roster/roster';
import type { PlaceNoun } from '#lib/domain/text/place';

/** The state of a roster's look-up. */
export const lookUpSchema = z.object({
  /** Users not looked up yet. */
  left: z.number(),
  running: z
    .object({
      done: z.number(),
      total: z.number(),
      /** The end of a wait that Atlassian asked for, ms since the epoch; null if there is none. */
      waitingUntil: z.number().nullable(),
      /** The reason why nothing is asked now, although it has not ended; null if something is. */
      waitsFor: waitsForSchema.nullable(),
    })
    .nullable(),
  /** The reason why the last look-up ended early; null if it did not. */
  failure: earlyEndSchema.nullable(),
});
export type LookUp = z.infer<typeof lookUpSchema>;

/** Maximum number of addresses in one request [SPEC]. */
export const emailsAtOnce = 100;

/** An account of the organisation. */
export interface FoundAccount {
  accountId: string;
  email: string | null;
  name: string | null;
  /** Whether Atlassian lists it as an organisation admin. */
  admin: boolean;
}

/** Whether a user still needs the look-up. */
export function waitsForLookUp({
  accountId,
  problems,
}: { accountId: string | null } & Pick<RosterUser, 'problems'>): boolean {
  return accountId === null && problems.some(({ code }) => code === 'to-look-up');
}

/** The users that wait, by their address, and the line of the file that has each account. */
export function toLookUp(users: readonly RosterUser[]): {
  waiting: Map<string, RosterUser[]>;
  taken: Map<AccountKey, number>;
} {
  const waiting = new Map<string, RosterUser[]>();
  const taken = new Map<AccountKey, number>();
  for (const user of users) {
    take(taken, user);
    const address = addressOf(user.email);
    if (waitsForLookUp(user)) waiting.set(address, [...(waiting.get(address) ?? []), user]);
  }
  return { waiting, taken };
}

function take(taken: Map<AccountKey, number>, { accountId, line }: RosterUser): void {
  if (accountId !== null && !taken.has(accountKey(accountId))) taken.set(accountKey(accountId), line);
}

/**
 * The user after the look-up: with the account that has the address, or with the problem that none or several have it.
 * `taken` has the line, or the row of a sheet (`noun`), of every account ID that another user of the roster has.
 */
export function lookedUp(
  user: RosterUser,
  found: readonly FoundAccount[],
  taken: ReadonlyMap<AccountKey, number>,
  noun: PlaceNoun,
): RosterUser {
  const others = user.problems.filter(({ code }) => code !== 'to-look-up');
  const failed = (code: RowProblem['code'], message: string): RosterUser => ({
    ...user,
    problems: [...others, { code, message, line: user.line, blocks: true }],
  });
  const accounts = new Map(found.map((account) => [account.accountId, account]));
  const [account, ...more] = [...accounts.values()];
  if (!account) {
    return failed(
      'not-found',
      'Atlassian shows no account of the organisation with this e-mail address. It hides some addresses. Check the spelling, or look for the person in admin.atlassian.com.',
    );
  }
  if (more.length > 0) {
    const ids = [...accounts.keys()].slice(0, 5).join(', ');
    return failed(
      'found-twice',
      `Several accounts have this e-mail address (${ids}), so it is not certain who is meant.`,
    );
  }
  const accountId = parseAccountId(account.accountId);
  if (accountId === null) return failed('malformed-account-id', 'Atlassian gave an account ID that is none.');
  const problems = [...others];
  const line = taken.get(accountKey(accountId));
  if (line !== undefined) {
    const message = `The account of this row is already on ${noun} ${line}. Only the first counts. You need to do nothing.`;
    problems.push({ code: 'duplicate', message, line: user.line, blocks: true });
  }
  return {
    ...user,
    accountId,
    name: user.name || (account.name ?? ''),
    organisationAdmin: user.organisationAdmin || account.admin,
    problems,
  };
}

/** These users in file order, after the look-up. Accounts that were found count as taken for later users. */
export function allLookedUp(
  users: readonly RosterUser[],
  accounts: ReadonlyMap<string, readonly FoundAccount[]>,
  taken: Map<AccountKey, number>,
  noun: PlaceNoun,
): RosterUser[] {
  return [...users]
    .sort((one, other) => one.position - other.position)
    .map((user) => {
      const known = lookedUp(user, accounts.get(addressOf(user.email)) ?? [], taken, noun);
      take(taken, known);
      return known;
    });
}
