/** The eligibility of each user of a roster, which says what will happen to them, as a small number. */
import type { ReviewUser } from '#lib/contract/roster';
import { willFail } from '#lib/domain/preflight/preflight';

/** The eligibilities in the order of the review. A user's code is the index in this list. */
export const eligibilities = ['ticked', 'unticked', 'doubtful', 'protected', 'inactive', 'unusable'] as const;
export type Eligibility = (typeof eligibilities)[number];

export const eligibilityLabels: Record<Eligibility, string> = {
  ticked: 'Will be deactivated',
  unticked: 'Unticked',
  doubtful: 'Doubtful',
  protected: 'Protected',
  inactive: 'Already inactive',
  unusable: 'Cannot be used',
};

/** The codes in `eligibilities`. */
export const ticked = 0;
export const unticked = 1;
const doubtful = 2;

/** What decides the eligibility of each user besides the ticks. One place per user. */
interface FixedParts {
  /** Codes: see `fixedEligibility`. */
  fixed: Uint8Array;
  /** 1 if the row has a remark. */
  doubtful: Uint8Array;
}

/** 1 if the user of that index is ticked. Only eligible users are ever ticked. A change makes a copy. */
export type Ticks = Uint8Array;

/** The eligibility that no tick can change; `ticked` for users who can be ticked. */
export function fixedEligibility({ block, accountId }: ReviewUser): number {
  if (block?.code === 'protected') return eligibilities.indexOf('protected');
  if (block?.code === 'already-inactive') return eligibilities.indexOf('inactive');
  return block || accountId === null ? eligibilities.indexOf('unusable') : ticked;
}

/** The code of the eligibility of the user with that index. */
export function eligibilityCode(parts: FixedParts, ticks: Ticks, index: number): number {
  const code = parts.fixed[index] ?? 0;
  if (code !== ticked || ticks[index] !== 0) return code;
  return parts.doubtful[index] === 1 ? doubtful : unticked;
}

/** The indices of the ticked users whom no call would deactivate, by preflight. */
export function tickedToFail(users: readonly ReviewUser[], ticks: Ticks): Uint32Array {
  const indices: number[] = [];
  users.forEach(({ prediction }, index) => {
    if (ticks[index] === 1 && willFail(prediction)) indices.push(index);
  });
  return Uint32Array.from(indices);
}

/** How many users have each eligibility, in the order of `eligibilities`. */
export function countEligibilities(parts: FixedParts, ticks: Ticks): number[] {
  const counts: number[] = eligibilities.map(() => 0);
  for (let index = 0; index < parts.fixed.length; index += 1) {
    const code = eligibilityCode(parts, ticks, index);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
