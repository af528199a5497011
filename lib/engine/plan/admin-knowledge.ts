/** The organisation admins, and how they are known. */
import { accountKey } from '#lib/domain/account/account-id';
import { contradictsItsRole } from '#lib/domain/account/admin-signs';
import type { AdminKnowledge } from '#lib/domain/plan/alarms/plan-facts';
import { valueSince } from '#lib/domain/preflight/organisation-facts';
import { freshMs, type OrganisationAdmin } from '#lib/domain/preflight/preflight';
import { fileTold } from '#lib/domain/protection/protection-rule';
import type { ToJudge } from '#lib/engine/plan/to-judge';

/**
 * Atlassian's own list where it could be had; else the role column of the file, where it says anything of anybody. A
 * list that people made themselves has no word of Atlassian in it, and a row whose cells contradict each other (they moved,
 * or a line was swallowed) makes the column no source at all.
 */
export function adminsOf({ candidates, file, organisation, history, now }: ToJudge): AdminKnowledge {
  const { admins } = organisation;
  const lastRuns = history.lastRuns();
  /** A user whom a run touched after `at` is not counted as active. */
  const since = (at: number, people: readonly OrganisationAdmin[]) =>
    people.map((admin) => {
      const last = lastRuns.get(accountKey(admin.accountId));
      return last === undefined || last.endedAt < at ? admin : { ...admin, active: false };
    });
  const named = admins.state === 'known' ? since(admins.at, admins.value) : [];
  if (admins.state === 'known' && valueSince(admins, now - freshMs) !== null) {
    return { people: named, known: { by: 'organisation', at: admins.at }, why: '' };
  }
  const why = admins.state === 'unknown' ? admins.message : 'Lockstep has not asked.';
  const byFile = (file?.users ?? []).flatMap(({ accountId, name, email, organisationAdmin, status }) =>
    organisationAdmin && accountId !== null
      ? [{ accountId, name, email, active: status !== 'inactive' }]
      : [],
  );
  const fileAt = file ? (file.roster.writtenAt ?? file.roster.createdAt) : now;
  // Admins whom Atlassian named before are still admins, as far as is known.
  const people = [...named, ...since(fileAt, byFile)];
  const tells = file !== null && fileTold(file.users, file.roster.kind).tellsRoles;
  if (tells && candidates.some(({ row }) => row !== null && contradictsItsRole(row))) {
    const doubt = 'Another cell than the role calls somebody of the plan an organisation admin.';
    return { people, known: null, why: `${doubt} ${why}` };
  }
  return { people, known: tells ? { by: 'file', at: fileAt } : null, why };
}
