/** Made-up users for the tests of the review. */
import type { ReviewUser } from '#lib/contract/roster';

/** A user who can be ticked and is; `parts` changes that. */
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
    outranked: null,
    protection: null,
    ...parts,
  };
}

/** The block of a user who cannot be ticked. */
export function blocked(code: NonNullable<ReviewUser['block']>['code']): Partial<ReviewUser> {
  return { ticked: false, block: { code, reason: 'A reason.' } };
}
