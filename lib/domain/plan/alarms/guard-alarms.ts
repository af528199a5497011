/** Alarms about people who must keep their access: the admin, organisation admins, protected users. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { addressLikeness, addressOf } from '#lib/domain/account/email-address';
import { isFromFuture } from '#lib/domain/directory/freshness';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { PlanFacts, PlannedUser } from '#lib/domain/plan/alarms/plan-facts';
import { ageText, alarmAbout, isSame, users } from '#lib/domain/plan/alarms/wording';
import { filterInPieces, inPieces, type Pieces } from '#lib/domain/text/pieces';

/** The admin's own account is in the plan. */
export function* operatorAlarm({
  planned,
  isOfRun,
  operator,
  ownAddress,
}: PlanFacts): Pieces<PlanAlarm | null> {
  const address = addressOf(ownAddress ?? '');
  const alike = addressLikeness(address);
  const isOwn = (user: PlannedUser) =>
    (operator !== null && isSame(user, operator)) || addressesOf(user).some((each) => isIt(each, address));
  const mayBeOwn = (user: PlannedUser) =>
    addressesOf(user).some((each) => alike !== '' && addressLikeness(each) === alike);
  const own = yield* filterInPieces(planned, (user) => isOwn(user) || mayBeOwn(user));
  const isCertain = own.some(isOwn);
  const out = isCertain ? 'your own account' : 'it';
  const todo = isOfRun ? `Leave ${out} out.` : `Untick ${out}.`;
  return alarmAbout(own, {
    code: 'operator',
    level: 'refuse',
    title: isCertain ? 'Your own account is in the plan.' : 'What may be your own account is in the plan.',
    body: isCertain
      ? `You would lock yourself out. ${todo}`
      : `Its e-mail address looks like yours, ${address}. You might lock yourself out. ${todo}`,
  });
}

/** Only a plan that touches an admin can raise this alarm, however few admins there are. */
export function* adminsAlarm({ planned, isOfRun, admins }: PlanFacts): Pieces<PlanAlarm | null> {
  const known = new Set(admins.people.map(({ accountId }) => accountKey(accountId)));
  const going = yield* filterInPieces(
    planned,
    (user) => user.organisationAdmin || known.has(accountKey(user.accountId)),
  );
  const gone = new Set(going.map(({ accountId }) => accountKey(accountId)));
  const staying = new Map<AccountKey, boolean>();
  for (const { accountId, active } of admins.people) {
    const key = accountKey(accountId);
    // A file can contain the same person twice; one inactive row makes the person inactive.
    if (!gone.has(key)) staying.set(key, active && (staying.get(key) ?? true));
  }
  const left = [...staying.values()].filter((active) => active).length;
  if (left >= 2) return null;
  const who = left === 0 ? 'no organisation admin' : 'one organisation admin';
  const source = admins.known?.by === 'organisation' ? '' : ', as far as the file says';
  const title = `This would leave ${who} active${source}.`;
  const body = `Keep at least two: ${isOfRun ? 'leave some of these out' : 'untick some of these'}.`;
  return alarmAbout(going, { code: 'last-admins', level: 'refuse', title, body });
}

/** The organisation admins are known from the file only. */
export function adminsByFileAlarm({ admins, now }: PlanFacts): PlanAlarm | null {
  if (admins.known?.by !== 'file') return null;
  const title = 'Who is an organisation admin is known from the file alone.';
  const { at } = admins.known;
  const age = isFromFuture(at, now) ? 'its age is not known' : ageText(now - at);
  const body = `It is as old as the export (${age}). Atlassian could not say: ${admins.why}`.trim();
  return { code: 'admins-by-file', level: 'warn', title, body, count: 1, names: [] };
}

const isIt = (email: string, address: string) => address !== '' && addressOf(email) === address;

const addressesOf = ({ email, emailsByAtlassian }: PlannedUser) => [email, ...emailsByAtlassian];

/** An account with the address of a protected account probably belongs to the same person. */
export function* addressAlarm({ planned, addressOwners }: PlanFacts): Pieces<PlanAlarm | null> {
  const found = yield* inPieces(planned, (user) => {
    for (const address of addressesOf(user)) {
      const its = addressOwners.get(addressLikeness(address));
      if (its && !isSame(user, its.owner)) return [{ ...user, written: address, ...its }];
    }
    return [];
  });
  const title = `${users(found.length)} ${found.length === 1 ? 'has' : 'have'} the e-mail address of somebody protected.`;
  const body = 'Take them out of the plan, or remove the protection in Settings, with a reason.';
  const note = ({ accountId, written, address, owner }: (typeof found)[number]) => {
    const isSure = addressOf(written) === address;
    const has = isSure ? `${address} of` : `${written}, which looks like ${address} of`;
    return `${accountId} has the address ${has} the protected account ${owner.accountId}: ${owner.reason}`;
  };
  return alarmAbout(found, { code: 'protected-address', level: 'refuse', title, body, note });
}
