/** Made-up users for the tests of the review. */
import type { ReviewUser } from '#lib/contract/roster';

/** A user who is free to be ticked, and is, but for what `parts` says. */
export function sampleUser(position: number, parts: Partial<ReviewUser> = {}): ReviewUser {
  return {
    position,
    line: position + 2,
    accountId: `account-${position}`,
    name: `Sample ${position}`,
    email: `sample.${position}@example.com`,
    status: 'active',
    organisationAdmin: false,
    orgRole: '',
    groups: [],
    cells: [],
    problems: [],
    ticked: true,
    block: null,
    protection: null,
    ...parts,
  };
}

/** The reason for which a user cannot be ticked. */
export function blocked(code: NonNullable<ReviewUser['block']>['code']): Partial<ReviewUser> {
  return { ticked: false, block: { code, reason: 'A reason.' } };
}
