/** The leaf of each user of a roster, which says what will happen to them, as a small number. */
import type { ReviewUser } from '#lib/contract/roster';
import { isDoubted } from '#lib/domain/plan/eligibility';
import { type Leaf, leafMarks, leafOf, leaves, marksOf } from '#lib/domain/plan/leaf';
import type { SelectionCounts } from '#lib/domain/plan/selection-counts';
import { willFail } from '#lib/domain/preflight/preflight';

/**
 * Everything about the users that does not depend on the ticks: who can be ticked, and the leaf and the marks of each
 * while ticked and while not. The arrays have one place per user.
 */
export interface LeafCodes {
  /** 1 for users who can be ticked. */
  free: Uint8Array;
  /** 1 for users who are ticked by hand only: the row has a remark, or they are uncertain after a run. */
  doubtful: Uint8Array;
  /** The leaf of each user while they are ticked, and while they are not: an index in `leaves`. */
  whenTicked: Uint8Array;
  whenUnticked: Uint8Array;
  /** The marks in either case. The bit of a mark is its index in `leafMarks`. */
  marksTicked: Uint8Array;
  marksUnticked: Uint8Array;
}

/** 1 if the user of that index is ticked. Only users who can be ticked ever are. A change makes a copy. */
export type Ticks = Uint8Array;

/** Computes the leaves and marks of all users. */
export function leafCodes(users: readonly ReviewUser[]): LeafCodes {
  const size = users.length;
  const codes: LeafCodes = {
    free: new Uint8Array(size),
    doubtful: new Uint8Array(size),
    whenTicked: new Uint8Array(size),
    whenUnticked: new Uint8Array(size),
    marksTicked: new Uint8Array(size),
    marksUnticked: new Uint8Array(size),
  };
  users.forEach((user, at) => {
    const isFree = blockOf(user) === null;
    const [on, off] = [leafOfUser(user, isFree), leafOfUser(user, false)];
    codes.free[at] = isFree ? 1 : 0;
    codes.doubtful[at] = isDoubted(user, user) ? 1 : 0;
    codes.whenTicked[at] = leaves.indexOf(on);
    codes.whenUnticked[at] = leaves.indexOf(off);
    codes.marksTicked[at] = marksOfUser(user, on);
    codes.marksUnticked[at] = marksOfUser(user, off);
  });
  return codes;
}

/** The code of the leaf of the user with that index. */
export function leafCode(codes: LeafCodes, ticks: Ticks, index: number): number {
  return (ticks[index] === 1 ? codes.whenTicked : codes.whenUnticked)[index] ?? 0;
}

/** The marks of the user with that index, as bits. */
export function markBits(codes: LeafCodes, ticks: Ticks, index: number): number {
  return (ticks[index] === 1 ? codes.marksTicked : codes.marksUnticked)[index] ?? 0;
}

/** The number of users in each leaf, in the order of `leaves`. */
export function countLeafCodes(codes: LeafCodes, ticks: Ticks): number[] {
  const counts: number[] = leaves.map(() => 0);
  for (let index = 0; index < codes.free.length; index += 1) {
    const code = leafCode(codes, ticks, index);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/**
 * The number of users in each state that the server counts. It ignores predictions: a ticked user whose call is not
 * needed counts as ticked.
 */
export function selectionCountsOf(codes: LeafCodes, ticks: Ticks): SelectionCounts {
  const { free, whenUnticked } = codes;
  const unticked: number[] = leaves.map(() => 0);
  let ticked = 0;
  for (let index = 0; index < free.length; index += 1) {
    const code = whenUnticked[index] ?? 0;
    if (free[index] === 1 && ticks[index] === 1) ticked += 1;
    else unticked[code] = (unticked[code] ?? 0) + 1;
  }
  const of = (leaf: Leaf): number => unticked[leaves.indexOf(leaf)] ?? 0;
  return {
    users: free.length,
    ticked,
    unticked: of('not-selected'),
    doubtful: of('doubtful'),
    protected: of('protected'),
    alreadyInactive: of('already-inactive'),
    unusable: of('unusable'),
  };
}

/** The indices of the ticked users whose call would fail. */
export function tickedToFail(users: readonly ReviewUser[], ticks: Ticks): Uint32Array {
  const indices: number[] = [];
  users.forEach(({ prediction }, index) => {
    if (ticks[index] === 1 && willFail(prediction)) indices.push(index);
  });
  return Uint32Array.from(indices);
}

/** The indices of the users whom a check has unticked, because their call would fail, and who still are. */
export function untickedByCheck(users: readonly ReviewUser[], ticks: Ticks): Uint32Array {
  const indices: number[] = [];
  users.forEach((user, index) => {
    const isLeftOut = user.untickedByCheck === true && blockOf(user) === null && ticks[index] !== 1;
    if (isLeftOut && willFail(user.prediction)) indices.push(index);
  });
  return Uint32Array.from(indices);
}

function blockOf({ block, accountId }: ReviewUser): { code: string } | null {
  return block ?? (accountId === null ? { code: 'unreadable' } : null);
}

function leafOfUser(user: ReviewUser, isSelected: boolean): Leaf {
  const { prediction } = user;
  return leafOf({ block: blockOf(user), isDoubtful: isDoubted(user, user), isSelected, prediction });
}

function marksOfUser({ prediction, contradictions }: ReviewUser, leaf: Leaf): number {
  return marksOf(leaf, prediction, contradictions !== undefined).reduce(
    (bits, mark) => bits | (1 << leafMarks.indexOf(mark)),
    0,
  );
}
