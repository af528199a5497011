/** The texts of a preflight. */
import { formatQuantity } from '#components/shared/format.ts';
import type { Preflight } from '#lib/contract/preflight';
import type { ReviewUser } from '#lib/contract/roster';
import { type PreflightPart, preflightParts } from '#lib/domain/preflight/preflight';

const subjects: Record<PreflightPart, string> = {
  accounts: 'The managed accounts',
  admins: 'The organisation admins',
  provisioned: 'Users provisioned by an identity provider',
  permissions: 'Permission to deactivate each user',
  tokens: 'API tokens in use',
};

/** The checks that did not finish, and why. */
export function gaps({ record }: Preflight): { part: PreflightPart; subject: string; why: string }[] {
  return preflightParts.flatMap((part) => {
    const state = record.parts[part];
    if (state.state !== 'unknown' && state.state !== 'partly') return [];
    const extent = state.state === 'partly' ? ' (in part)' : '';
    return [{ part, subject: `${subjects[part]}${extent}`, why: `${state.message} ${state.hint}`.trim() }];
  });
}

/**
 * How old the check is, ms since the epoch: the oldest answer about a user, or the last question if no user was asked
 * about. Null if nothing was asked.
 */
export function lastAsked({ record }: Preflight): number | null {
  const { permissions } = record.parts;
  if (permissions.state === 'known') return permissions.at;
  const times = preflightParts.flatMap((part) => {
    const state = record.parts[part];
    return state.state === 'never' ? [] : [state.at];
  });
  return times.length === 0 ? null : Math.max(...times);
}

/** The number of users about whom Atlassian was asked, for this list or for an earlier one. */
export function answeredBefore(users: readonly Pick<ReviewUser, 'prediction'>[]): number {
  return users.filter(({ prediction }) => prediction?.basis === 'asked').length;
}

/**
 * The time of the check, and the number of selected users about whom it says nothing, such as those whom a run has
 * called since: `Checked 4 minutes ago; 27 users are not checked`.
 */
export function checkedLabel(ago: string, notChecked: number): string {
  const except = formatQuantity(notChecked, 'user is', 'users are');
  return notChecked === 0 ? `Checked ${ago}` : `Checked ${ago}; ${except} not checked`;
}
