/** The users of a plan as a run needs them, in little memory: a plan may have 100,000 of them. */
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
  const pieces: Uint8Array[] = [];
  let length = 0;
  let end = 0;
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
      const piece = encoder.encode(accountId);
      pieces.push(piece);
      end += piece.length;
      ends[length] = end;
      length += 1;
    }
    yield;
  }
  const ids = new Uint8Array(end);
  for (const [position, piece] of pieces.entries()) ids.set(piece, ends[position - 1] ?? 0);
  return {
    length,
    at(position) {
      if (!(position >= 0 && position < length)) return undefined;
      const accountId = decoder.decode(ids.subarray(ends[position - 1] ?? 0, ends[position]));
      const prediction = predictions[predicted[position] ?? 0];
      return prediction ? { accountId, prediction } : { accountId };
    },
  };
}
