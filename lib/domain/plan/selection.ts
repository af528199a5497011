/** Decides which users of a roster can be deactivated, and which are ticked. No other code decides this. */
import { z } from 'zod';
import { type AccountId, accountKey } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import type { AddressHolder } from '#lib/domain/directory/address-holder';
import { factOf, saidSince } from '#lib/domain/directory/facts';
import type { Reading } from '#lib/domain/directory/reading';
import type { Protections } from '#lib/domain/protection/protection';
import { exportedStatus } from '#lib/domain/roster/file-status';
import type { RosterKind, RosterUser } from '#lib/domain/roster/roster';
import { isDoubtful } from '#lib/domain/roster/users/remarks';

/** Something that Atlassian said and the file did not. `at` is when it was said, ms since the epoch. */
const saidSchema = z.object({ reason: z.string(), at: z.number() });

/** Why a user cannot be ticked. `at`: when Atlassian said so, ms since the epoch; absent if it is not from Atlassian. */
const blockSchema = z.object({
  code: z.enum(['unreadable', 'duplicate', 'protected', 'other-account', 'already-inactive']),
  reason: z.string(),
  at: z.number().optional(),
});
type Block = z.infer<typeof blockSchema>;

/** Whether a user can be ticked. */
export const eligibilitySchema = z.object({
  /** Null if they can be ticked. */
  block: blockSchema.nullable(),
  /** Why they can be ticked although the file calls the account inactive; null if it does not. */
  outranked: saidSchema.nullable(),
});
export type Eligibility = z.infer<typeof eligibilitySchema>;

/** The facts that decide about the users of one roster, besides their rows. Times are in ms since the epoch. */
export interface SelectionFacts {
  kind: RosterKind;
  /** What Atlassian said at this time or later outranks the file. */
  fileAt: number;
  protections: Protections;
  /** What Atlassian said about an account since the last run that touched it. */
  readingsOf(accountId: AccountId): readonly Reading[];
  /** The other account that has the user's address now; null if there is none. */
  addressHolderOf(user: RosterUser): AddressHolder | null;
  /** The number of the run that left this account inactive, unless a newer fact says that it is active; else null. */
  leftInactiveBy(user: RosterUser): number | null;
}

/** Whether this user can be deactivated. The most certain reason against it comes first. */
export function eligibilityOf(user: RosterUser, facts: SelectionFacts): Eligibility {
  const block = rowBlock(user) ?? protectionBlock(user, facts) ?? addressBlock(user, facts);
  if (block) return { block, outranked: null };
  const said = statusSaid(user, facts);
  const status = exportedStatus(user, facts.kind);
  if (said?.status === 'inactive') {
    if (status === 'inactive') return inactive(`The file says “${user.statusText}”.`);
    const reason = `${fileSays(user, facts)}Atlassian said “${said.text}”`;
    return { block: { code: 'already-inactive', reason, at: said.at }, outranked: null };
  }
  if (status === 'inactive' && said === null) return inactive(`The file says “${user.statusText}”.`);
  const run = facts.leftInactiveBy(user);
  if (run !== null) return inactive(`Run ${run} left this account inactive.`);
  if (status !== 'inactive' || said === null) return { block: null, outranked: null };
  const reason = `${fileSays(user, facts)}Atlassian said “${said.text}”`;
  return { block: null, outranked: { reason, at: said.at } };
}

function inactive(reason: string): Eligibility {
  return { block: { code: 'already-inactive', reason }, outranked: null };
}

/** Why the row itself cannot be used. */
function rowBlock({ problems, accountId }: RosterUser): Block | null {
  const blocking = problems.find((problem) => problem.blocks);
  if (blocking) {
    const again = blocking.code === 'duplicate' || blocking.code === 'case-variant';
    return { code: again ? 'duplicate' : 'unreadable', reason: blocking.message };
  }
  return accountId === null ? { code: 'unreadable', reason: 'No valid account ID.' } : null;
}

function protectionBlock({ accountId }: RosterUser, { protections }: SelectionFacts): Block | null {
  const protection = accountId === null ? undefined : protections.get(accountKey(accountId));
  return protection ? { code: 'protected', reason: protection.reason } : null;
}

/** The file gives the account an address that another account has now: it is not certain who is meant. */
function addressBlock(user: RosterUser, facts: SelectionFacts): Block | null {
  const holder = facts.addressHolderOf(user);
  if (holder === null) return null;
  const who = holder.name === '' ? holder.accountId : `${holder.name} (${holder.accountId})`;
  const reason = `It is not certain who is meant: Atlassian said that ${user.email} belongs to ${who}`;
  return { code: 'other-account', reason, at: holder.at };
}

/**
 * What Atlassian said of the account's status after the file was written; null if nothing, or nothing certain. Statuses that mean
 * neither active nor inactive say nothing.
 */
function statusSaid(
  { accountId }: RosterUser,
  { fileAt, readingsOf }: SelectionFacts,
): { status: 'active' | 'inactive'; text: string; at: number } | null {
  if (accountId === null) return null;
  const readings = readingsOf(accountId);
  if (readings.length === 0) return null;
  const fact = factOf(saidSince(readings, fileAt), 'status');
  if (fact.state !== 'known' || fact.against !== null) return null;
  const status = readAccountStatus(fact.value);
  return status === 'odd' ? null : { status, text: fact.value, at: fact.at };
}

/** The beginning of a sentence that sets Atlassian's word against the file's; empty if the file has no status. */
function fileSays(user: RosterUser, { kind }: SelectionFacts): string {
  return exportedStatus(user, kind) === 'unknown' ? '' : `The file says “${user.statusText}”; `;
}

/** Whether a user starts unticked because the row has a remark, or because the file calls the account inactive. */
export function startsUnticked(user: RosterUser, kind: RosterKind): boolean {
  if (rowBlock(user) !== null) return false;
  return isDoubtful(user) || exportedStatus(user, kind) === 'inactive';
}

/** Whether an eligible user is ticked: everybody is, except those who started unticked or were unticked. */
export function isTicked(
  user: RosterUser,
  { block }: Eligibility,
  unticked: ReadonlySet<string>,
): user is RosterUser & { accountId: AccountId } {
  return block === null && user.accountId !== null && !unticked.has(user.accountId);
}
