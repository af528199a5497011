/**
 * The expected result for a user, as one of nine leaves. Review, confirmation, run page and report count by these
 * leaves, and no other code decides which leaf a user is in. Pure.
 */
import { type Prediction, willFail } from '#lib/domain/preflight/preflight';

/** All leaves, in the order in which lists and sums show them. Every user of a roster is in exactly one. */
export const leaves = [
  'will-deactivate',
  'not-checked',
  'refused',
  'not-managed',
  'doubtful',
  'not-selected',
  'protected',
  'already-inactive',
  'unusable',
] as const;
export type Leaf = (typeof leaves)[number];

/** The label of each leaf. In the middle of a line, it begins in lower case. */
export const leafLabels: Record<Leaf, string> = {
  'will-deactivate': 'Will be deactivated',
  'not-checked': 'Not checked',
  refused: 'Will be refused',
  'not-managed': 'Not managed',
  doubtful: 'Doubtful',
  'not-selected': 'Not selected',
  protected: 'Protected',
  'already-inactive': 'Already inactive',
  unusable: 'Cannot be used',
};

/** A number of users in a leaf: `24 will be refused`. `count` is the number as text. */
export function leafText(leaf: Leaf, count: string): string {
  return `${count} ${leafLabels[leaf].toLowerCase()}`;
}

/** The facts that decide in which leaf a user of a roster is. */
export interface LeafFacts {
  /** The reason why the user cannot be selected; null if they can be. */
  block: { code: string } | null;
  /** Whether the user is ticked by hand only: the row has a remark, or they are uncertain after a run. */
  isDoubtful: boolean;
  isSelected: boolean;
  /** Undefined if nothing is predicted. */
  prediction: Pick<Prediction, 'kind' | 'basis'> | undefined;
}

/** The leaf of a user of a roster. */
export function leafOf({ block, isDoubtful, isSelected, prediction }: LeafFacts): Leaf {
  if (block?.code === 'protected' || block?.code === 'already-inactive') return block.code;
  if (block) return 'unusable';
  if (!isSelected) return isDoubtful ? 'doubtful' : 'not-selected';
  return predictedLeaf(prediction);
}

/**
 * The leaf of a user who is selected or in a plan, by their prediction. A user who has changed, and whose permission is
 * not known, is not checked.
 */
export function predictedLeaf(prediction: LeafFacts['prediction']): Leaf {
  switch (prediction?.kind) {
    case 'already-inactive':
    case 'refused':
    case 'not-managed':
    case 'will-deactivate':
      return prediction.kind;
    case 'changed':
      return prediction.basis === 'asked' ? 'will-deactivate' : 'not-checked';
    default:
      return 'not-checked';
  }
}

/** The number of users in each leaf that occurs, in the order of `leaves`. */
export function countLeaves(users: Iterable<Leaf>): { leaf: Leaf; count: number }[] {
  const counts = new Map<Leaf, number>();
  for (const leaf of users) counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
  return leaves.flatMap((leaf) => {
    const count = counts.get(leaf) ?? 0;
    return count === 0 ? [] : [{ leaf, count }];
  });
}

/** Further marks of a user beside the leaf. A user can have several. */
export const leafMarks = ['changed', 'comes-back', 'unlisted', 'contradicted', 'would-be-refused'] as const;
type LeafMark = (typeof leafMarks)[number];

/** The label of each mark. After the label of a leaf, it begins in lower case. */
export const leafMarkLabels: Record<LeafMark, string> = {
  changed: 'Changed since the export',
  'comes-back': 'Will come back',
  unlisted: 'Not on Atlassian’s list',
  contradicted: 'Sources contradict',
  'would-be-refused': 'Would be refused',
};

/** The marks of a user in this leaf. Users who cannot be selected have none, and neither has a call that would fail. */
export function marksOf(
  leaf: Leaf,
  prediction: Pick<Prediction, 'kind' | 'comesBack' | 'unlisted'> | undefined,
  isContradicted: boolean,
): LeafMark[] {
  const isFree = leaf === 'not-selected' || leaf === 'doubtful';
  if (!isFree && leaf !== 'will-deactivate' && leaf !== 'not-checked') return [];
  const has: Record<LeafMark, boolean> = {
    changed: prediction?.kind === 'changed',
    'comes-back': prediction?.comesBack === true,
    unlisted: prediction?.unlisted === true,
    contradicted: isContradicted,
    'would-be-refused': isFree && willFail(prediction),
  };
  return leafMarks.filter((mark) => has[mark]);
}
