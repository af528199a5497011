/** The organisation admins, and the source of this knowledge. */
import { accountKey } from '#lib/domain/account/account-id';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { contradictsItsRole } from '#lib/domain/account/admin-signs';
import { readRole } from '#lib/domain/account/roles';
import { adminReadingAt } from '#lib/domain/directory/admin-reading';
import { knownValue } from '#lib/domain/directory/facts';
import { essentialsKeepMs, isYoung, knownTime, listsLagMs } from '#lib/domain/directory/freshness';
import type { OrganisationAdmin } from '#lib/domain/directory/organisation-facts';
import type { AdminKnowledge } from '#lib/domain/plan/alarms/plan-facts';
import { givenByFile } from '#lib/domain/protection/protection-rule';
import { exportedStatus } from '#lib/domain/roster/file-status';
import { fileTime } from '#lib/domain/roster/file-time';
import type { RosterUser } from '#lib/domain/roster/roster';
import { filterInPieces, inPieces, type Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';
import { type Candidate, candidateOf } from '#lib/engine/directory/candidates';
import type { ToJudge } from '#lib/engine/plan/to-judge';

/**
 * The organisation admins: from Atlassian's own list if it is fresh and covers the users of the plan, otherwise from
 * the role column of the file. A list made by hand contains nothing from Atlassian, so it is no source. Neither is a
 * role column if cells of a row contradict each other (cells have shifted, or a line is missing), or if Atlassian has
 * named an admin whom the column does not. In pieces.
 */
export function* adminsOf(parts: ToJudge): Pieces<AdminKnowledge> {
  const { candidates, file, organisation, history, now } = parts;
  const { admins } = organisation;
  const lastRuns = history.lastRuns();
  /**
   * Admins count as inactive if a run has called them after `at`, or has left them inactive so shortly before that the
   * list may not show it.
   */
  const since = (at: number, people: readonly OrganisationAdmin[]) =>
    people.map((admin) => {
      const last = lastRuns.get(accountKey(admin.accountId));
      if (last === undefined) return admin;
      const lagMs = last.leftActive === false ? listsLagMs : 0;
      const isOutdated = last.endedAt + lagMs >= knownTime(at, now);
      return isOutdated ? { ...admin, active: false } : admin;
    });
  const named = admins.state === 'known' ? since(admins.at, admins.value) : [];
  const doubted = new Set(organisation.mayBeAdmins.map(({ accountId }) => accountKey(accountId)));
  const mayBe = yield* filterInPieces(candidates, ({ accountId }) => doubted.has(accountKey(accountId)));
  if (mayBe.length === 0 && admins.state === 'known' && isYoung(admins.at, now, essentialsKeepMs)) {
    return { people: named, known: { by: 'organisation', at: admins.at }, why: '' };
  }
  const why = admins.state === 'unknown' ? admins.message : 'Lockstep has not asked.';
  const byFile = file ? yield* adminsOfFile(file) : [];
  const fileAt = file ? fileTime(file.roster) : now;
  const said = yield* adminsByReadings(parts);
  // Admins from an older list of Atlassian still count as admins.
  const people = [
    ...named,
    ...since(fileAt, byFile),
    ...said.flatMap(({ at, person }) => since(at, [person])),
  ];
  if (mayBe.length > 0) {
    const which = mayBe.length === 1 ? 'one of these users' : `${whole(mayBe.length)} of these users`;
    const doubt = `Asked for the organisation admins, Atlassian named ${which} too, but not with that role.`;
    return { people, known: null, why: doubt };
  }
  const tells = file !== null && givenByFile(file.users, file.roster.kind).tellsRoles;
  if (tells && said.some(({ row }) => row !== null && !row.organisationAdmin)) {
    const doubt = 'Atlassian names an organisation admin whom the file does not name as one.';
    return { people, known: null, why: `${doubt} ${why}` };
  }
  if (tells && candidates.some(({ row }) => row !== null && contradictsItsRole(row))) {
    const doubt = 'Another cell than the role calls somebody of the plan an organisation admin.';
    return { people, known: null, why: `${doubt} ${why}` };
  }
  return { people, known: tells ? { by: 'file', at: fileAt } : null, why };
}

function adminsOfFile({ users, roster }: NonNullable<ToJudge['file']>): Pieces<OrganisationAdmin[]> {
  return inPieces(users, (user) => {
    const { accountId, name, email, orgRole } = user;
    const active = exportedStatus(user, roster.kind) !== 'inactive';
    return readRole(orgRole) === 'organisation-admin' && accountId !== null
      ? [{ accountId, name, email, active }]
      : [];
  });
}

/**
 * A reading that calls a user an organisation admin, from `at` (ms since the epoch), with the user's row in the file.
 */
interface AdminByReading {
  at: number;
  row: RosterUser | null;
  person: OrganisationAdmin;
}

/**
 * The users of the plan and of its file whom Atlassian has called organisation admins, and when (ms since the epoch).
 */
function adminsByReadings({ candidates, file, knowledge }: ToJudge) {
  return inPieces<Candidate | RosterUser, AdminByReading>(file?.users ?? candidates, (user) => {
    const readings =
      user.accountId === null ? [] : (knowledge.allReadings.get(accountKey(user.accountId)) ?? []);
    const at = adminReadingAt(readings);
    const candidate = at === null ? null : 'row' in user ? user : candidateOf(user);
    if (at === null || candidate === null) return [];
    const { row, ...person } = candidate;
    const active = readAccountStatus(knownValue(readings, 'status') ?? null) !== 'inactive';
    return [{ at, row, person: { ...person, active } }];
  });
}
