/** Remembers which users the page was sent, so that it can ask for those that have changed since. */
import type { Prediction } from '#lib/domain/preflight/preflight';
import type { RosterUser } from '#lib/domain/roster/roster';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { ReviewedUser } from '#lib/engine/roster/selection';
import { inTurns } from '#lib/engine/turns';

/** The users to send. */
interface ReviewAnswer {
  /** Names this answer. */
  revision: string;
  /** The answer to which the users are the changes; null if they are all users. */
  since: string | null;
  users: readonly ReviewedUser[];
}

/** The answers that were sent last. */
export interface ServedReviews {
  /**
   * The users, of these, who have changed since the answer `since`; all of them if it is null or no longer known. In
   * pieces, so that other work continues.
   */
  answer(
    rosterId: string,
    reviewed: readonly ReviewedUser[],
    predictions: ReadonlyMap<string, Prediction> | null,
    since: string | null,
  ): Promise<ReviewAnswer>;
}

/** The texts that were sent of each user, in file order. */
interface Served {
  rosterId: string;
  revision: string;
  rows: readonly { user: RosterUser; mark: string }[];
}

/** Number of answers remembered: for a few tabs. */
const mostServed = 3;

/** Remembers the answers of this process. `newId` makes a new identifier. */
export function newServedReviews(newId: () => string): ServedReviews {
  let served: readonly Served[] = [];
  return {
    async answer(rosterId, reviewed, predictions, since) {
      const rows = await inTurns(rowsOf(reviewed, predictions));
      const before = served.find((each) => each.rosterId === rosterId && each.revision === since);
      const changed = before?.rows.length === rows.length ? changesOf(before.rows, rows) : null;
      // If nothing has changed, the earlier answer stands.
      if (before && changed?.length === 0) return { revision: before.revision, since, users: [] };
      const now = { rosterId, revision: newId(), rows };
      served = [now, ...served].slice(0, mostServed);
      const users = changed?.flatMap((at) => reviewed[at] ?? []);
      return { revision: now.revision, since: users ? since : null, users: users ?? reviewed };
    },
  };
}

function* rowsOf(
  reviewed: readonly ReviewedUser[],
  predictions: ReadonlyMap<string, Prediction> | null,
): Pieces<Served['rows']> {
  const rows: { user: RosterUser; mark: string }[] = [];
  // Most users have one of a few marks. Each is kept once.
  const marks = new Map<string, string>();
  for (const group of inGroups(reviewed)) {
    for (const { user, ...state } of group) {
      const prediction = predictions?.get(user.accountId ?? '') ?? null;
      const text = JSON.stringify([state, prediction]);
      const mark = marks.get(text) ?? text;
      marks.set(text, mark);
      rows.push({ user, mark });
    }
    yield;
  }
  return rows;
}

/** The positions of the rows that differ. A user is the same object until the roster is read or changed again. */
function changesOf(before: Served['rows'], now: Served['rows']): number[] {
  const changed: number[] = [];
  now.forEach(({ user, mark }, at) => {
    const was = before[at];
    if (was?.user !== user || was.mark !== mark) changed.push(at);
  });
  return changed;
}
