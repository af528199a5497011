/** The users of a plan and of its file, with what the file and Atlassian say about them. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { adminSign } from '#lib/domain/account/admin-signs';
import { emailDomain } from '#lib/domain/account/email-domain';
import { adminReadingAt } from '#lib/domain/directory/admin-reading';
import { contradictionsOf, contradictionText } from '#lib/domain/directory/contradictions';
import { knownValue, readingsSince } from '#lib/domain/directory/facts';
import { productsIn, productsOf } from '#lib/domain/directory/product-access';
import type { Reading } from '#lib/domain/directory/reading';
import { localDay } from '#lib/domain/local-day';
import type { Membership } from '#lib/domain/plan/alarms/emptied';
import type { PlannedUser } from '#lib/domain/plan/alarms/plan-facts';
import { otherPerson } from '#lib/domain/plan/other-person';
import { refusedBefore } from '#lib/domain/plan/refused-before';
import { waitsForDateOrder } from '#lib/domain/roster/cells/date-order';
import { exportedStatus } from '#lib/domain/roster/file-status';
import type { RosterKind, RosterUser } from '#lib/domain/roster/roster';
import { firstRemark } from '#lib/domain/roster/users/remarks';
import type { Candidate } from '#lib/engine/directory/candidates';
import type { Knowledge } from '#lib/engine/directory/knowledge';
import type { LastRun } from '#lib/engine/history/run-history';
import type { ToJudge } from '#lib/engine/plan/to-judge';

/**
 * A candidate as the user at this position of the plan. `mayBeAdmins` are the accounts that Atlassian returned together
 * with the admins, without the role. `lastRuns`: the last run that touched each account.
 */
export function plannedUser(
  { row, ...person }: Candidate,
  position: number,
  { accounts, allReadings, predictions }: Knowledge,
  mayBeAdmins: ReadonlySet<AccountKey>,
  lastRuns: ReadonlyMap<AccountKey, LastRun>,
): PlannedUser {
  const readings = accounts.get(accountKey(person.accountId)) ?? [];
  const prediction = predictions?.get(person.accountId);
  const all = allReadings.get(accountKey(person.accountId)) ?? [];
  const adminAt = adminReadingAt(all);
  // No run changes when a person or a token was last active.
  const dates = [row?.lastSeen ?? null, knownValue(all, 'lastActive')?.slice(0, 10) ?? null];
  const lastSeen =
    dates
      .filter((date) => date !== null)
      .sort()
      .at(-1) ?? null;
  const other = otherPerson(
    person,
    readings.map(({ facts }) => facts),
  );
  const contradictions = [
    ...contradictionsOf(readings).map(contradictionText),
    ...(other === null ? [] : [other]),
  ];
  return {
    position,
    accountId: person.accountId,
    name: person.name,
    email: person.email,
    emailsByAtlassian: [...new Set(addressesIn(readings, all))],
    organisationAdmin: row?.organisationAdmin || adminAt !== null,
    adminSign:
      adminAt !== null
        ? adminReadingText(adminAt)
        : mayBeAdmins.has(accountKey(person.accountId))
          ? 'Named by Atlassian when asked for the organisation admins'
          : row && adminSign(row),
    remark: (row && firstRemark(row)?.message) ?? null,
    contradiction: contradictions.join('; ') || null,
    lastSeen,
    dateWaits: row !== null && waitsForDateOrder(row),
    prediction,
    refusedBefore: refusalOf(lastRuns.get(accountKey(person.accountId)), prediction),
    tokensUsed: knownValue(all, 'tokens')?.lastUsed ?? null,
  };
}

/** The refusal of a user by the last run that touched them, if it may be repeated. */
function refusalOf(last: LastRun | undefined, prediction: PlannedUser['prediction']): string | null {
  if (!last?.refusal) return null;
  const { number: run, endedAt, refusal } = last;
  return refusedBefore({ run, day: localDay(endedAt), code: refusal.code }, prediction);
}

function adminReadingText(at: number): string {
  return `Organisation admin, as Atlassian said on ${localDay(at)}`;
}

/** Every address of each account in the file: from the file, and from Atlassian. */
export function* addressesOf({ file, knowledge }: Pick<ToJudge, 'file' | 'knowledge'>) {
  for (const { accountId, email } of file?.users ?? []) {
    if (accountId !== null) yield { accountId, email };
  }
  for (const [accountId, all] of knowledge.allReadings) {
    const addresses = addressesIn(knowledge.accounts.get(accountId) ?? [], all);
    for (const email of addresses) yield { accountId, email };
  }
}

/** The addresses in the readings that hold; in all readings, however old, if those have none: they may protect. */
function addressesIn(held: readonly Reading[], all: readonly Reading[]): string[] {
  const found = held.flatMap(({ facts }) => facts.email || []);
  return found.length > 0 ? found : all.flatMap(({ facts }) => facts.email || []);
}

/**
 * The domain, groups and products of a user in the file; empty if the file has no account ID for them. `lastRuns`: the
 * last run that touched each account. `fileAt` is when the file was written, ms since the epoch; 0 if that is not known.
 */
export function membership(
  user: RosterUser,
  { accounts, allReadings, list }: Knowledge,
  lastRuns: ReadonlyMap<AccountKey, LastRun>,
  { kind, fileAt }: { kind: RosterKind; fileAt: number },
): Membership[] {
  if (user.accountId === null) return [];
  const key = accountKey(user.accountId);
  const readings = accounts.get(key) ?? [];
  // The file is younger than what was read before it was written.
  const newer = readingsSince(readings, fileAt);
  const exported = exportedStatus(user, kind);
  const status = knownValue(exported === 'unknown' ? readings : newer, 'status');
  const last = lastRuns.get(key);
  const ofRun = last && last.endedAt >= fileAt && last.leftActive === false ? 'inactive' : null;
  const active = (status === undefined ? (ofRun ?? exported) : readAccountStatus(status)) !== 'inactive';
  const { accountId, groups } = user;
  const domain = emailDomain(knownValue(newer, 'email') ?? user.email);
  // Only the list itself names products in the same way as its totals. No run changes them.
  const listed = allReadings.get(key)?.find(({ source }) => source === list.source);
  const products = productsIn(listed?.facts ?? {}).map(({ name }) => name);
  return [{ accountId, active, domain, groups, products }];
}

/** The domain and products of a user who comes from no file, according to Atlassian. Their groups are not known. */
export function membershipByAtlassian({ accountId, email }: Candidate, { accounts }: Knowledge): Membership {
  const readings = accounts.get(accountKey(accountId)) ?? [];
  const active = readAccountStatus(knownValue(readings, 'status') ?? null) !== 'inactive';
  const domain = emailDomain(knownValue(readings, 'email') ?? email);
  const products = productsOf(readings).map(({ name }) => name);
  return { accountId, active, domain, groups: [], products };
}
