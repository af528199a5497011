/** Where each user of a roster stands in the review: what will happen to them, as a small number per user. */
import type { ReviewUser } from '#lib/contract/roster';
import { willFail } from '#lib/domain/preflight/preflight';

/** In the order in which the review lists them; a user's code is the index of their standing in here. */
export const standings = ['ticked', 'unticked', 'protected', 'inactive', 'unusable'] as const;
export type Standing = (typeof standings)[number];

export const standingLabels: Record<Standing, string> = {
  ticked: 'Will be deactivated',
  unticked: 'Unticked',
  protected: 'Protected',
  inactive: 'Already inactive',
  unusable: 'Cannot be used',
};

/** The codes in `standings`. */
export const ticked = 0;
export const unticked = 1;

/** 1 where the user of that index is ticked. Only eligible users ever are. Copied on change, never written to. */
export type Ticks = Uint8Array;

/** The standing that no tick can change; `ticked` for those who are free to be ticked. */
export function fixedStanding({ block, accountId }: ReviewUser): number {
  if (block?.code === 'protected') return standings.indexOf('protected');
  if (block?.code === 'already-inactive') return standings.indexOf('inactive');
  return block || accountId === null ? standings.indexOf('unusable') : ticked;
}

/** The code of the standing of the user with that index. */
export function standingCode(fixed: Uint8Array, ticks: Ticks, index: number): number {
  const code = fixed[index] ?? 0;
  return code === ticked && ticks[index] === 0 ? unticked : code;
}

/** The indices of those who are ticked although preflight says that no call would deactivate them. */
export function tickedToFail(users: readonly ReviewUser[], ticks: Ticks): Uint32Array {
  const indices: number[] = [];
  users.forEach(({ prediction }, index) => {
    if (ticks[index] === 1 && willFail(prediction)) indices.push(index);
  });
  return Uint32Array.from(indices);
}

/** How many users have each standing, in the order of `standings`. */
export function countStandings(fixed: Uint8Array, ticks: Ticks): number[] {
  const counts: number[] = standings.map(() => 0);
  for (let index = 0; index < fixed.length; index += 1) {
    const code = standingCode(fixed, ticks, index);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
