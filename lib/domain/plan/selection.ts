/** Decides which users of a roster can be deactivated, and which are ticked. No other code decides this. */
import { type AccountId, accountKey } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import type { AddressHolder } from '#lib/domain/directory/address-holder';
import { factOf, readingsSince } from '#lib/domain/directory/facts';
import type { Reading } from '#lib/domain/directory/reading';
import type { Block, Eligibility } from '#lib/domain/plan/eligibility';
import type { Protections } from '#lib/domain/protection/protection';
import { exportedStatus } from '#lib/domain/roster/file-status';
import type { RosterKind, RosterUser } from '#lib/domain/roster/roster';
import { isDoubtful } from '#lib/domain/roster/users/remarks';

/** The facts that decide about the users of one roster, besides their rows. */
export interface SelectionFacts {
  kind: RosterKind;
  /** The time of the file, ms since the epoch: later answers of Atlassian outrank it. */
  fileAt: number;
  protections: Protections;
  /** Atlassian's readings of an account since the last run that touched it. */
  readingsOf(accountId: AccountId): readonly Reading[];
  /** The other account that has the user's address now; null if there is none. */
  addressHolderOf(user: RosterUser): AddressHolder | null;
  /** The run that left this account inactive, unless a newer fact says that it is active; else null. */
  leftInactiveBy(user: RosterUser): LeftInactive | null;
}

/** A run that left an account inactive. */
interface LeftInactive {
  run: number;
  /** False if the file contradicts the run, but was written so soon after it that it may not show the run's changes. */
  isCertain: boolean;
}

/** Whether this user can be deactivated. The most certain reason against it comes first. */
export function eligibilityOf(user: RosterUser, facts: SelectionFacts): Eligibility {
  const block = rowBlock(user) ?? protectionBlock(user, facts) ?? addressBlock(user, facts);
  if (block) return { block, outranked: null };
  const said = statusByAtlassian(user, facts);
  const status = exportedStatus(user, facts.kind);
  if (said?.status === 'inactive') {
    if (status === 'inactive') return inactive(`The file says “${user.statusText}”.`);
    const reason = `${fileSays(user, facts)}Atlassian said “${said.text}”`;
    return { block: { code: 'already-inactive', reason, at: said.at }, outranked: null };
  }
  if (status === 'inactive' && said === null) return inactive(`The file says “${user.statusText}”.`);
  const left = facts.leftInactiveBy(user);
  const word = runContradicted(user, facts);
  if (word !== null) return uncertain(word.run, word.said);
  if (left !== null) {
    return left.isCertain
      ? inactive(`Run ${left.run} left this account inactive.`)
      : uncertain(left.run, 'inactive');
  }
  if (status !== 'inactive' || said === null) return { block: null, outranked: null };
  const reason = `${fileSays(user, facts)}Atlassian said “${said.text}”`;
  return { block: null, outranked: { reason, at: said.at } };
}

function inactive(reason: string): Eligibility {
  return { block: { code: 'already-inactive', reason }, outranked: null };
}

function uncertain(run: number, said: string): Eligibility {
  const reason = `Run ${run} left this account ${said}. What says otherwise may be from before the run.`;
  return { block: null, outranked: null, uncertain: { run, reason } };
}

/** The run whose result for the account's status is contradicted by later readings; null if there is none. */
function runContradicted(
  { accountId }: RosterUser,
  { readingsOf }: SelectionFacts,
): { run: number; said: string } | null {
  const fact = accountId === null ? null : factOf(readingsOf(accountId), 'status');
  if (fact === null || fact.state === 'never' || fact.run === undefined) return null;
  return { run: fact.run, said: fact.value };
}

/** The reason why the row itself cannot be used. */
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

/**
 * The block of a user whose address in the file belongs to another account now, so that it is uncertain who is meant.
 */
function addressBlock(user: RosterUser, facts: SelectionFacts): Block | null {
  const holder = facts.addressHolderOf(user);
  if (holder === null) return null;
  const who = holder.name === '' ? holder.accountId : `${holder.name} (${holder.accountId})`;
  const reason = `It is not certain who is meant: Atlassian said that ${user.email} belongs to ${who}`;
  return { code: 'other-account', reason, at: holder.at };
}

/**
 * The account's status in readings from after the file was written; null if there is none, or if sources contradict
 * each other. Statuses that mean neither active nor inactive do not count.
 */
function statusByAtlassian(
  { accountId }: RosterUser,
  { fileAt, readingsOf }: SelectionFacts,
): { status: 'active' | 'inactive'; text: string; at: number } | null {
  if (accountId === null) return null;
  const readings = readingsOf(accountId);
  if (readings.length === 0) return null;
  const fact = factOf(readingsSince(readings, fileAt), 'status');
  if (fact.state !== 'known' || fact.against !== null) return null;
  const status = readAccountStatus(fact.value);
  return status === 'odd' ? null : { status, text: fact.value, at: fact.at };
}

/** The beginning of a sentence that contrasts the file's status with Atlassian's; empty if the file has none. */
function fileSays(user: RosterUser, { kind }: SelectionFacts): string {
  return exportedStatus(user, kind) === 'unknown' ? '' : `The file says “${user.statusText}”; `;
}

/** Whether a user starts unticked because the row has a remark, or because the file calls the account inactive. */
export function startsUnticked(user: RosterUser, kind: RosterKind): boolean {
  if (rowBlock(user) !== null) return false;
  return isDoubtful(user) || exportedStatus(user, kind) === 'inactive';
}

/** The admin's decisions about the users of a roster, by account ID. */
export interface Ticks {
  unticked: ReadonlySet<string>;
  /** Users who were ticked although they were uncertain, with the run after which they were. */
  tickedAfterRun: ReadonlyMap<string, number>;
}

/**
 * Whether an eligible user is ticked. Everybody is, except users who started unticked, who were unticked, or who are
 * uncertain after a run and were not ticked since.
 */
export function isTicked(
  user: RosterUser,
  { block, uncertain }: Eligibility,
  { unticked, tickedAfterRun }: Ticks,
): user is RosterUser & { accountId: AccountId } {
  const { accountId } = user;
  if (block !== null || accountId === null || unticked.has(accountId)) return false;
  return uncertain === undefined || tickedAfterRun.get(accountId) === uncertain.run;
}
