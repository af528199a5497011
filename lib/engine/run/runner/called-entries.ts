/** Keeps the users of a plan for a run in little memory: a plan may have 100,000 of them. */
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { Pieces } from '#lib/domain/text/pieces';

/** The part of a plan entry that a runner needs. Names and e-mail addresses are left out. */
type CalledEntry = Pick<PlanEntry, 'accountId' | 'prediction'>;

/** The entries of a plan by position. */
export interface CalledEntries {
  readonly length: number;
  at(position: number): CalledEntry | undefined;
}

/** Number of entries that are read at once. */
const pageSize = 500;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Reads the entries of a plan of `count` users, a page in each piece. `page` reads those after a position. */
export function* readCalledEntries(
  count: number,
  page: (page: { after: number; limit: number }) => readonly PlanEntry[],
): Pieces<CalledEntries> {
  const ends = new Uint32Array(count);
  const predicted = new Uint32Array(count);
  const predictions: PlanEntry['prediction'][] = [undefined];
  const numbers = new Map<string, number>();
  const ids = newTexts();
  let length = 0;
  let after = Number.MIN_SAFE_INTEGER;
  while (length < count) {
    const entries = page({ after, limit: pageSize }).slice(0, count - length);
    if (entries.length === 0) break;
    for (const { position, accountId, prediction } of entries) {
      after = position;
      if (prediction !== undefined) {
        const text = JSON.stringify(prediction);
        const number = numbers.get(text) ?? predictions.push(prediction) - 1;
        numbers.set(text, number);
        predicted[length] = number;
      }
      ends[length] = ids.add(accountId);
      length += 1;
    }
    yield;
  }
  const bytes = ids.bytes();
  return {
    length,
    at(position) {
      if (!(position >= 0 && position < length)) return undefined;
      const accountId = decoder.decode(bytes.subarray(ends[position - 1] ?? 0, ends[position]));
      const prediction = predictions[predicted[position] ?? 0];
      return prediction ? { accountId, prediction } : { accountId };
    },
  };
}

/**
 * A list of texts in one UTF-8 buffer. One array for each of 100,000 texts would stay in memory long after it is
 * needed.
 */
function newTexts() {
  let bytes = new Uint8Array(0);
  let end = 0;
  return {
    /** Returns where the text ends. */
    add(text: string): number {
      // A unit of UTF-16 takes at most three bytes.
      const most = end + 3 * text.length;
      if (most > bytes.length) {
        const larger = new Uint8Array(2 * most);
        larger.set(bytes);
        bytes = larger;
      }
      end += encoder.encodeInto(text, bytes.subarray(end)).written;
      return end;
    },
    bytes: () => bytes.slice(0, end),
  };
}
