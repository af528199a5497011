/** The users of the list by their place in it. */
import type { SelectionState } from '#components/review/ticks/selection-store.ts';
import { leafCode } from '#components/review/who/leaf-codes.ts';
import type { ReviewUser } from '#lib/contract/roster';

/** All that a row or a card shows of a user. */
export interface ListedUser {
  user: ReviewUser;
  /** The row's number in the grid; the header is 0. */
  row: number;
  ticked: boolean;
  /** The index of their leaf in `leaves`. */
  leaf: number;
  /** Days since they were last seen: see `daysSince`. */
  days: number;
}

/** A list that makes its entries on demand, since only the users in sight are drawn. `at` gives null beyond its end. */
export interface ListedUsers {
  count: number;
  at(place: number): ListedUser | null;
}

/** The list of these users, as indices in the roster. */
export function listedUsers(
  rows: Uint32Array,
  { index, ticks }: Pick<SelectionState, 'index' | 'ticks'>,
): ListedUsers {
  return {
    count: rows.length,
    at(place) {
      const at = rows[place] ?? -1;
      const user = index.users[at];
      if (!user) return null;
      return {
        user,
        row: place + 1,
        ticked: ticks[at] === 1,
        leaf: leafCode(index, ticks, at),
        days: index.days[at] ?? Number.NaN,
      };
    },
  };
}
