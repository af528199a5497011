/** The sums of a report over all users: by reason, predicted against outcome, and over time. Pure. */
import {
  needsAttention,
  type Outcome,
  openKinds,
  type ShownOutcome,
  shownKinds,
} from '#lib/domain/outcome/outcome';
import { type Leaf, leaves } from '#lib/domain/plan/leaf';
import type { ReportRow } from '#lib/domain/report/report';

/** The users with one outcome for one reason. */
export interface ReasonGroup {
  outcome: ShownOutcome;
  reason: string;
  hint: string;
  count: number;
  /** The number of those who need attention. */
  attention: number;
  /** Atlassian's text, if it is the same for all of them; otherwise null. */
  detail: string | null;
}

/** Users with one prediction, by whether their outcome is the predicted one. */
interface PredictedGroup {
  predicted: Leaf;
  count: number;
  asPredicted: number;
  otherwise: number;
}

/** Maximum number of names kept of users whose outcome is not the predicted one. All of them are counted. */
const mostNamed = 20;

/** The outcomes that fulfil a prediction; none for a leaf that predicts nothing. */
const fulfilledBy: Partial<Record<Leaf, readonly ShownOutcome[]>> = {
  'will-deactivate': ['deactivated', 'confirmed-inactive', 'would-deactivate'],
  'already-inactive': ['already-inactive'],
  refused: ['refused'],
  'not-managed': ['refused'],
};

/** Whether the outcome is the predicted one; null if nothing was predicted, or the user has no outcome yet. */
export function cameAsPredicted(predicted: Leaf | null, outcome: ShownOutcome): boolean | null {
  const fulfilled = predicted === null ? undefined : fulfilledBy[predicted];
  return fulfilled === undefined || !isOutcome(outcome) ? null : fulfilled.includes(outcome);
}

/** Whether a user belongs in the list of those who need attention. */
export function isForAttention(row: Pick<ReportRow, 'outcome' | 'contradicted'>): boolean {
  const { outcome, contradicted } = row;
  return contradicted || (isOutcome(outcome) ? needsAttention(outcome) : outcome !== 'not-attempted');
}

function isOutcome(shown: ShownOutcome): shown is Outcome {
  return !openKinds.some((kind) => kind === shown);
}

/** Counts the rows of a report, one after the other. */
export class ReportTally {
  readonly #reasons = new Map<string, ReasonGroup>();
  readonly #predicted = new Map<Leaf, PredictedGroup>();
  readonly #outcomes = new Map<ShownOutcome, number>();
  readonly #settledAt: number[] = [];
  readonly #unexpected: string[] = [];
  readonly #readBy = new Map<NonNullable<ReportRow['readBy']>, number>();
  #oldestReadingMs = 0;
  #unexpectedCount = 0;
  readonly #others = new Map<ShownOutcome, number>();
  #attention = 0;
  #called = 0;

  /** Counts one row. */
  add(row: ReportRow): void {
    const { outcome, reason, hint, predicted } = row;
    const key = `${outcome}\n${reason}\n${hint}`;
    const { detail } = row;
    if (row.attempts > 0) this.#called += 1;
    const group = this.#reasons.get(key) ?? { outcome, reason, hint, count: 0, attention: 0, detail };
    this.#reasons.set(key, group);
    group.count += 1;
    if (group.detail !== detail) group.detail = null;
    if (isForAttention(row)) group.attention += 1;
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    if (isForAttention(row)) this.#attention += 1;
    else this.#others.set(outcome, (this.#others.get(outcome) ?? 0) + 1);
    if (row.at !== null && isOutcome(outcome)) this.#settledAt.push(row.at);
    if (row.readBy !== null && row.before !== null) {
      this.#readBy.set(row.readBy, (this.#readBy.get(row.readBy) ?? 0) + 1);
      this.#oldestReadingMs = Math.max(this.#oldestReadingMs, row.readAgeMs ?? 0);
    }
    if (predicted === null) return;
    const asPredicted = cameAsPredicted(predicted, outcome);
    const counted = this.#predicted.get(predicted) ?? { predicted, count: 0, asPredicted: 0, otherwise: 0 };
    counted.count += 1;
    if (asPredicted === true) counted.asPredicted += 1;
    if (asPredicted === false) {
      counted.otherwise += 1;
      this.#unexpectedCount += 1;
      if (this.#unexpected.length < mostNamed) this.#unexpected.push(row.name || row.email || row.accountId);
    }
    this.#predicted.set(predicted, counted);
  }

  /** The groups by reason: outcomes in the order of lists, the largest group of each first. */
  reasons(): ReasonGroup[] {
    const rank = ({ outcome }: ReasonGroup) => shownKinds.indexOf(outcome);
    return [...this.#reasons.values()].sort(
      (one, other) => rank(one) - rank(other) || other.count - one.count,
    );
  }

  /** The number of users with this outcome. */
  count(outcome: ShownOutcome): number {
    return this.#outcomes.get(outcome) ?? 0;
  }

  /** The number of users with this outcome who need no attention. */
  others(outcome: ShownOutcome): number {
    return this.#others.get(outcome) ?? 0;
  }

  /** The users of each prediction, in the order of the review; empty if nothing was predicted. */
  predicted(): PredictedGroup[] {
    return leaves.flatMap((leaf) => this.#predicted.get(leaf) ?? []);
  }

  /** The number of users with another outcome than predicted, and the names of the first of them. */
  unexpected(): { count: number; names: readonly string[] } {
    return { count: this.#unexpectedCount, names: this.#unexpected };
  }

  /** The number of users who were read before their call, by source, and the age of the oldest such reading in ms. */
  readings(): { counts: ReadonlyMap<NonNullable<ReportRow['readBy']>, number>; oldestMs: number } {
    return { counts: this.#readBy, oldestMs: this.#oldestReadingMs };
  }

  /** The number of users who need attention. */
  get attention(): number {
    return this.#attention;
  }

  /** The number of users who were called at least once. */
  get called(): number {
    return this.#called;
  }

  /** The times when users got their outcomes, in order, ms since the epoch. */
  settledAt(): number[] {
    return this.#settledAt.sort((one, other) => one - other);
  }
}
