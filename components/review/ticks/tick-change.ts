/** Pure changes of the ticks, which can be undone. */
import type { Ticks } from '#components/review/who/leaf-codes.ts';
import type { ReviewIndex } from '#components/review/who/review-index.ts';

export interface TickChange {
  /** The users whose tick changed, as indices. */
  users: Uint32Array;
  /** The new state of their ticks. `other`: each tick was inverted. */
  to: boolean | 'other';
}

/** Ticks or unticks the eligible ones of `users` (indices); null if that changes nothing. */
export function changeTicks(
  index: ReviewIndex,
  ticks: Ticks,
  users: Uint32Array,
  to: TickChange['to'],
): { ticks: Ticks; change: TickChange } | null {
  const next = ticks.slice();
  const changed = new Uint32Array(users.length);
  let count = 0;
  for (const user of users) {
    const value = to === 'other' ? 1 - (ticks[user] ?? 0) : to ? 1 : 0;
    if (index.free[user] !== 1 || next[user] === value) continue;
    next[user] = value;
    changed[count] = user;
    count += 1;
  }
  return count === 0 ? null : { ticks: next, change: { users: changed.slice(0, count), to } };
}

/** Two consecutive changes in the same direction, joined so that one undo reverses both. */
export function joinChanges(first: TickChange, second: TickChange): TickChange {
  if (first.to !== second.to || first.to === 'other') return second;
  const users = new Uint32Array(first.users.length + second.users.length);
  users.set(first.users);
  users.set(second.users, first.users.length);
  return { users, to: first.to };
}

/** The users whose tick is `to` in `now` and was not in `before`. */
export function changedTo(before: Ticks, now: Ticks, to: boolean): Uint32Array {
  const value = to ? 1 : 0;
  const users: number[] = [];
  for (let user = 0; user < now.length; user += 1) {
    if (now[user] === value && before[user] !== value) users.push(user);
  }
  return new Uint32Array(users);
}

/**
 * Those of `rows` that one tick for all listed users changes. Doubtful users are not ticked along with others, unless
 * everybody listed who can be ticked is doubtful.
 */
export function meantTogether(index: ReviewIndex, ticks: Ticks, rows: Uint32Array): Uint32Array {
  const { free, doubtful } = index;
  if (!rows.some((user) => free[user] === 1 && doubtful[user] === 0)) return rows;
  const meant = new Uint32Array(rows.length);
  let count = 0;
  for (const user of rows) {
    if (doubtful[user] !== 0 && ticks[user] !== 1) continue;
    meant[count] = user;
    count += 1;
  }
  return meant.subarray(0, count);
}

/** Counts the `rows` that can be ticked, and those that are. */
export function countTicks(
  index: ReviewIndex,
  ticks: Ticks,
  rows: Uint32Array,
): { eligible: number; ticked: number } {
  let eligible = 0;
  let on = 0;
  for (const user of rows) {
    if (index.free[user] !== 1) continue;
    eligible += 1;
    on += ticks[user] ?? 0;
  }
  return { eligible, ticked: on };
}

/** The users whose tick must change so that exactly the eligible ones of `rows` are ticked. */
export function notOnly(index: ReviewIndex, ticks: Ticks, rows: Uint32Array): Uint32Array {
  const wanted = new Uint8Array(ticks.length);
  for (const user of rows) wanted[user] = 1;
  const users: number[] = [];
  for (let user = 0; user < ticks.length; user += 1) {
    if (index.free[user] === 1 && ticks[user] !== wanted[user]) users.push(user);
  }
  return Uint32Array.from(users);
}
