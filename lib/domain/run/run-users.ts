/** The users of a run, by position in the plan. Those that are settled are stored as rows. */
import type { UserProgress } from '#lib/domain/run/user';

/** The fields that differ between settled users. */
type Own = Pick<UserProgress, 'tookMs' | 'at' | 'searchedMs'>;
/** All other fields. They are equal for most settled users, and stored once. */
type Alike = Omit<UserProgress, keyof Own>;

/**
 * The kinds of a row. `notBegun`: the run has not begun the user. `isOpen`: the user is in `open`. From `firstAlike`
 * on, the number in `alike`.
 */
const notBegun = 0;
const isOpen = 1;
const firstAlike = 2;

/** The progress of each user whom the run has begun. A settled user takes about 30 bytes. */
export class RunUsers {
  /** Users who are not settled, or whose change is not stored yet. */
  private readonly open = new Map<number, UserProgress>();
  /** Fields that settled users have in common, and the number of each by its text. */
  private readonly alike: Alike[] = [];
  private readonly numbers = new Map<string, number>();
  /** The number in `alike` of the user who was settled last; 0 if there is none. */
  private lastNumber = 0;
  private rows = newRows(0);
  private count = 0;

  /** One more than the last position that was begun. */
  get length(): number {
    return this.count;
  }

  /** The user at this position; undefined if the run has not begun them. Changes to it are not kept: see `change`. */
  at(position: number): Readonly<UserProgress> | undefined {
    const kind = this.rows.kinds[position] ?? notBegun;
    if (kind === notBegun) return undefined;
    return kind === isOpen ? this.open.get(position) : this.settled(position, kind);
  }

  /** The same without the times, without allocating an object: for loops over very many users. */
  brief(position: number): Readonly<Alike> | undefined {
    const kind = this.rows.kinds[position] ?? notBegun;
    return kind === isOpen ? this.open.get(position) : this.alike[kind - firstAlike];
  }

  /** Whether the run has begun the user at this position. */
  has(position: number): boolean {
    return (this.rows.kinds[position] ?? notBegun) !== notBegun;
  }

  /** The user at this position, whose changes are kept until `settle`; undefined if the run has not begun them. */
  change(position: number): UserProgress | undefined {
    const user = this.at(position);
    if (user === undefined) return undefined;
    this.open.set(position, user);
    this.rows.kinds[position] = isOpen;
    return user;
  }

  /** Begins the user at this position. */
  begin(position: number, user: UserProgress): UserProgress {
    this.grow(position + 1);
    this.open.set(position, user);
    this.rows.kinds[position] = isOpen;
    return user;
  }

  /** Stores the user at this position as a row. */
  settle(position: number): void {
    const user = this.open.get(position);
    if (user === undefined) return;
    const { tookMs, at, searchedMs, ...alike } = user;
    this.rows.kinds[position] = this.numberOf(alike);
    this.rows.took[position] = tookMs;
    this.rows.at[position] = at;
    this.rows.searched[position] = searchedMs ?? -1;
    this.open.delete(position);
  }

  /** All users in the order of the plan, undefined for those that the run has not begun. */
  *[Symbol.iterator](): Generator<Readonly<UserProgress> | undefined, void, undefined> {
    for (let position = 0; position < this.count; position += 1) yield this.at(position);
  }

  /** The positions of the users like this whom the run has begun. Settled users who are alike are judged once. */
  positions(isLikeThis: (user: Readonly<Alike>) => boolean): number[] {
    const found: number[] = [];
    const judged = this.alike.map(isLikeThis);
    for (let position = 0; position < this.count; position += 1) {
      const kind = this.rows.kinds[position] ?? notBegun;
      const user = kind === isOpen ? this.open.get(position) : undefined;
      if (user === undefined ? judged[kind - firstAlike] : isLikeThis(user)) found.push(position);
    }
    return found;
  }

  /** Whether one of the users whom the run has begun is like this. */
  some(isLikeThis: (user: Readonly<Alike>) => boolean): boolean {
    return this.positions(isLikeThis).length > 0;
  }

  /** For comparisons in tests: the users as objects. */
  toJSON(): (Readonly<UserProgress> | undefined)[] {
    return [...this];
  }

  private settled(position: number, kind: number): UserProgress | undefined {
    const { took, at, searched } = this.rows;
    const alike = this.alike[kind - firstAlike];
    if (alike === undefined) return undefined;
    const user: UserProgress = { ...alike, tookMs: took[position] ?? 0, at: at[position] ?? 0 };
    const searchedMs = searched[position] ?? -1;
    if (searchedMs >= 0) user.searchedMs = searchedMs;
    return user;
  }

  private numberOf(alike: Alike): number {
    // Most users have the same fields as the one before.
    const last = this.alike[this.lastNumber - firstAlike];
    if (last === undefined || !hasSameValues(last, alike)) this.lastNumber = this.numberByText(alike);
    return this.lastNumber;
  }

  private numberByText(alike: Alike): number {
    const text = JSON.stringify(alike);
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    const number = this.alike.push(alike) - 1 + firstAlike;
    this.numbers.set(text, number);
    return number;
  }

  private grow(count: number): void {
    this.count = Math.max(this.count, count);
    const { kinds } = this.rows;
    if (count <= kinds.length) return;
    const rows = newRows(Math.max(count, Math.ceil(1.5 * kinds.length), leastRows));
    for (const [name, values] of Object.entries(this.rows)) rows[name as keyof Rows].set(values);
    this.rows = rows;
  }
}

/** Whether both have the same fields with identical values. */
function hasSameValues(one: Alike, other: Alike): boolean {
  const names = Object.keys(one) as (keyof Alike)[];
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

const leastRows = 16;

interface Rows {
  kinds: Uint32Array;
  took: Uint32Array;
  at: Float64Array;
  /** -1: the status before the call did not come from the search. */
  searched: Int32Array;
}

function newRows(count: number): Rows {
  return {
    kinds: new Uint32Array(count),
    took: new Uint32Array(count),
    at: new Float64Array(count),
    searched: new Int32Array(count),
  };
}
