/** Alarms about people who must keep their access: the admin, organisation admins, protected users. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { PlanFacts, PlannedUser } from '#lib/domain/plan/alarms/plan-facts';
import { ageText, alarmAbout, isSame, users } from '#lib/domain/plan/alarms/wording';
import { addressOf } from '#lib/domain/roster/look-up';
import { filterInPieces, inPieces, type Pieces } from '#lib/domain/text/pieces';

/** The admin's own account is in the plan. */
export function* operatorAlarm({
  planned,
  isOfRun,
  operator,
  ownAddress,
}: PlanFacts): Pieces<PlanAlarm | null> {
  const address = addressOf(ownAddress ?? '');
  const hasIt = ({ email, emailsByAtlassian }: PlannedUser) =>
    address !== '' && [email, ...emailsByAtlassian].map(addressOf).includes(address);
  const own = yield* filterInPieces(
    planned,
    (user) => (operator !== null && isSame(user, operator)) || hasIt(user),
  );
  const out = isOfRun ? 'Leave your own account out.' : 'Untick your own account.';
  const body = `You would lock yourself out. ${out}`;
  return alarmAbout(own, {
    code: 'operator',
    level: 'refuse',
    title: 'Your own account is in the plan.',
    body,
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
  const age = ageText(now - admins.known.at);
  const body = `It is as old as the export (${age}). Atlassian could not say: ${admins.why}`.trim();
  return { code: 'admins-by-file', level: 'warn', title, body, count: 1, names: [] };
}

/** An account with the address of a protected account probably belongs to the same person. */
export function* addressAlarm({ planned, addressOwners }: PlanFacts): Pieces<PlanAlarm | null> {
  const found = yield* inPieces(planned, (user) => {
    for (const address of [user.email, ...user.emailsByAtlassian].map(addressOf)) {
      const owner = addressOwners.get(address);
      if (owner && !isSame(user, owner)) return [{ ...user, address, owner }];
    }
    return [];
  });
  const title = `${users(found.length)} ${found.length === 1 ? 'has' : 'have'} the e-mail address of somebody protected.`;
  const body = 'Take them out of the plan, or remove the protection in Settings, with a reason.';
  const note = ({ accountId, address, owner }: (typeof found)[number]) =>
    `${accountId} has the address ${address} of the protected account ${owner.accountId}: ${owner.reason}`;
  return alarmAbout(found, { code: 'protected-address', level: 'refuse', title, body, note });
}
