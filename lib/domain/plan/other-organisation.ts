/**
 * Finds signs that the users of a plan belong to another organisation than the connected one, and asks the admin. Pure.
 */
import { noKnownOrganisation, tellApart } from '#lib/domain/connection/organisation-names';
import type { PlannedUser } from '#lib/domain/plan/alarms/plan-facts';
import { users } from '#lib/domain/plan/alarms/wording';
import type { RosterOrganisation, RosterSummary } from '#lib/domain/roster/roster';
import { whole } from '#lib/domain/text/whole';

/**
 * A sentence that says how a list comes from another organisation than the connected one (null: not known); null if
 * there is no sign of it. An uploaded file does not name its organisation, so the only sign is which one was connected
 * at its upload.
 */
export function otherOrigin(
  { kind, organisation }: Pick<RosterSummary, 'kind' | 'organisation'>,
  connected: RosterOrganisation | null,
): string | null {
  const isDirectory = kind === 'organisation';
  if (organisation === undefined || organisation.id === null) {
    return isDirectory ? 'It is not known which organisation’s directory these users are from.' : null;
  }
  if (organisation.id === connected?.id) return null;
  const [from, now] = tellApart(organisation, connected ?? noKnownOrganisation);
  return isDirectory
    ? `These users are from the directory of ${from}, and Lockstep is connected to ${now}.`
    : `This file was uploaded while Lockstep was connected to ${from}, and now it is connected to ${now}.`;
}

/** The signs that the users of a plan do not belong to the connected organisation. */
export interface OrganisationSigns {
  /** The result of `otherOrigin` for their list. */
  origin: string | null;
  /**
   * Whether Atlassian's complete list of managed accounts has none of the accounts of their list, or of the plan if it
   * comes from no list.
   */
  strangers: boolean;
  /** The accounts of the plan on that list; null if it was not read to its end. */
  listed: ReadonlySet<string> | null;
}

/** The question whether users are of the connected organisation. */
interface OrganisationDoubt {
  text: { title: string; body: string };
  /** The users that it is about. */
  users: readonly PlannedUser[];
}

/** The question that these signs raise; null if all users are managed accounts of the connected organisation. */
export function organisationDoubt(
  planned: readonly PlannedUser[],
  { origin, strangers, listed }: OrganisationSigns,
): OrganisationDoubt | null {
  const doubted = listed === null ? planned : planned.filter(({ accountId }) => !listed.has(accountId));
  if ((origin === null && !strangers) || doubted.length === 0) return null;
  const nobody = 'None of these users is on the connected organisation’s list of managed accounts.';
  const known = origin === null ? [] : [listedText(listed, planned.length)];
  const advice =
    'If they belong to another organisation, go back and connect to it: Atlassian refuses calls for the accounts of others.';
  return { text: { title: origin ?? nobody, body: [...known, advice].join(' ') }, users: doubted };
}

function listedText(listed: ReadonlySet<string> | null, count: number): string {
  if (listed === null) return 'Its list of managed accounts was not read to the end.';
  if (count === 1) return 'Its list of managed accounts does not have this user.';
  const some = listed.size === 0 ? 'none' : `only ${whole(listed.size)}`;
  return `Its list of managed accounts has ${some} of these ${users(count)}.`;
}
