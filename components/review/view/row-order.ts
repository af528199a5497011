/** The order of all users by one column. It is computed once for each column. */
import type { ReviewColumn } from '#components/review/columns/review-columns.ts';
import { leafCode, type Ticks } from '#components/review/who/leaf-codes.ts';
import type { ReviewIndex } from '#components/review/who/review-index.ts';
import { fold } from '#components/shared/fold.ts';
import { leaves } from '#lib/domain/plan/leaf';
import type { DateOrder } from '#lib/domain/roster/cells/date-order';
import { readSeenIn } from '#lib/domain/roster/cells/last-seen';

export interface ColumnOrder {
  /** All users, ascending. Users without a value are at the end in both directions. */
  users: Uint32Array;
  /** 1 where a user of `users` has the same value as the one before. */
  tied: Uint8Array;
  /** The number of rows with a value. */
  filledIn: number;
}

/** The order by a column. `What will happen` sorts by leaf, all other columns by the file. */
export function orderBy(index: ReviewIndex, ticks: Ticks, column: ReviewColumn): ColumnOrder {
  const { kind, cell, role, order } = column;
  if (kind === 'will') {
    const codes = Uint32Array.from(index.users, (_, user) => leafCode(index, ticks, user));
    return byRank(codes, leaves.length);
  }
  if (kind === 'seen') return byValue(index.users, (_, user) => index.days[user] ?? Number.NaN, rankNumbers);
  if (kind === 'name') return byValue(index.users, ({ name }) => name, rankPlain);
  if (kind === 'email') return byValue(index.users, ({ email }) => email, rankPlain);
  if (kind === 'account') return byValue(index.users, ({ accountId }) => accountId ?? '', rankPlain);
  const dates: Dates = { isDates: role === 'last-seen' || role === 'added', order };
  return byValue(
    index.users,
    ({ cells }) => cells[cell ?? 0] ?? '',
    (texts) => rankTexts(texts, dates),
  );
}

/** Whether the column has dates, and whether their day or their month is first; undefined if that is not known. */
interface Dates {
  isDates: boolean;
  order: DateOrder | undefined;
}

/** The rank of each value; equal values share one. `none` for values that are missing. */
interface Ranks {
  ranks: Uint32Array;
  none: number;
}

/**
 * Most columns repeat a few values 100,000 times, so only the different values are compared, and the users are
 * distributed by rank. If the first values all differ, looking for equal ones would cost more than it saves.
 */
function byValue<T>(
  users: ReviewIndex['users'],
  valueFor: (user: ReviewIndex['users'][number], at: number) => T,
  rank: (values: readonly T[]) => Ranks,
): ColumnOrder {
  const values = users.map(valueFor);
  const sample = values.slice(0, 4_000);
  if (new Set(sample).size * 2 > sample.length) {
    const { ranks, none } = rank(values);
    return byRank(ranks, none);
  }
  const numbers = new Map<T, number>();
  const codes = Uint32Array.from(values, (value) => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  });
  const { ranks, none } = rank([...numbers.keys()]);
  return byRank(
    codes.map((code) => ranks[code] ?? none),
    none,
  );
}

/** Distributes the users by rank, in file order within a rank. Users of rank `none` come last. */
function byRank(ranks: Uint32Array, none: number): ColumnOrder {
  const starts = new Uint32Array(none + 2);
  for (const rank of ranks) starts[rank + 1] = (starts[rank + 1] ?? 0) + 1;
  for (let rank = 1; rank < starts.length; rank += 1)
    starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
  const filledIn = starts[none] ?? 0;
  const users = new Uint32Array(ranks.length);
  const tied = new Uint8Array(ranks.length).fill(1);
  for (let rank = 0; rank < none; rank += 1) tied[starts[rank] ?? 0] = 0;
  ranks.forEach((rank, user) => {
    const at = starts[rank] ?? 0;
    users[at] = user;
    starts[rank] = at + 1;
  });
  return { users, tied, filledIn };
}

const noDates: Dates = { isDates: false, order: undefined };
const rankPlain = (texts: readonly string[]): Ranks => rankTexts(texts, noDates);

function rankTexts(texts: readonly string[], dates: Dates): Ranks {
  for (const keyOf of [numberKey, (text: string) => dateKey(text, dates)]) {
    const keys = keysBy(texts, keyOf);
    if (keys) return rankNumbers(keys);
  }
  const folded = texts.map((text) => fold(text.trim()));
  const from = sharedStart(folded);
  const heads = Float64Array.from(folded, (text) => head(text, from));
  return rankBy(
    folded.length,
    (at) => folded[at] !== '',
    (a, b) => {
      const nearly = (heads[a] ?? 0) - (heads[b] ?? 0);
      if (nearly !== 0) return nearly;
      // Compares code units. For folded text that is close to the order of a dictionary, and ten times faster.
      const [x, y] = [folded[a] ?? '', folded[b] ?? ''];
      return x < y ? -1 : x > y ? 1 : 0;
    },
  );
}

/** The key of each text, NaN for an empty one; null if a text has no key, or all are empty. */
function keysBy(texts: readonly string[], keyOf: (text: string) => number | null): number[] | null {
  const keys: number[] = [];
  for (const text of texts) {
    const key = text.trim() === '' ? Number.NaN : keyOf(text.trim());
    if (key === null) return null;
    keys.push(key);
  }
  return keys.some((key) => !Number.isNaN(key)) ? keys : null;
}

function rankNumbers(keys: readonly number[]): Ranks {
  return rankBy(
    keys.length,
    (at) => !Number.isNaN(keys[at]),
    (a, b) => {
      // Infinity minus itself is NaN.
      const [x, y] = [keys[a] ?? 0, keys[b] ?? 0];
      return x < y ? -1 : x > y ? 1 : 0;
    },
  );
}

function rankBy(
  size: number,
  hasValue: (at: number) => boolean,
  compare: (a: number, b: number) => number,
): Ranks {
  const places = Uint32Array.from({ length: size }, (_, at) => at).filter(hasValue);
  places.sort(compare);
  const ranks = new Uint32Array(size);
  let none = 0;
  places.forEach((place, at) => {
    if (at > 0 && compare(places[at - 1] ?? 0, place) !== 0) none += 1;
    ranks[place] = none;
  });
  if (places.length > 0) none += 1;
  for (let at = 0; at < size; at += 1) if (!hasValue(at)) ranks[at] = none;
  return { ranks, none };
}

function numberKey(text: string): number | null {
  return /^-?\d{1,15}(?:\.\d+)?$/.test(text) ? Number(text) : null;
}

/** `Never` comes before all dates. In a column of dates, one that can be read in two ways is not known. */
function dateKey(text: string, { isDates, order }: Dates): number | null {
  const cell = readSeenIn(text, order);
  if (cell.said === 'ambiguous' && isDates) return Number.NaN;
  if (cell.said === 'date') return Date.parse(cell.date);
  if (cell.said === 'never') return Number.NEGATIVE_INFINITY;
  return cell.said === 'blank' ? Number.NaN : null;
}

/** Six characters from `from` on as one number, which sorts like the texts. Most comparisons need no more. */
function head(text: string, from: number): number {
  let number = 0;
  for (let at = 0; at < 6; at += 1) {
    const unit = from + at < text.length ? Math.min(255, text.charCodeAt(from + at)) : 0;
    number = number * 256 + unit;
    // The characters after a clipped one must not decide, since two clipped characters may differ.
    if (unit === 255) return number * 256 ** (5 - at);
  }
  return number;
}

/** Length of the common beginning of all texts that are not empty. Account IDs, for example, share seven characters. */
function sharedStart(texts: readonly string[]): number {
  const first = texts.find((text) => text !== '') ?? '';
  let length = first.length;
  for (const text of texts) {
    if (text === '') continue;
    let at = 0;
    while (at < length && text.charCodeAt(at) === first.charCodeAt(at)) at += 1;
    length = at;
  }
  return length;
}
