/** The summary of a run for lists: everything that can be shown without its users. Pure. */
import { z } from 'zod';
import { actSchema } from '#lib/domain/outcome/act';
import { endings } from '#lib/domain/outcome/ending';
import { shownKinds } from '#lib/domain/outcome/outcome';
import { concernsOf, undecided } from '#lib/domain/run/concerns';
import { compareHeadcounts } from '#lib/domain/run/headcount';
import { runSourceSchema } from '#lib/domain/run/import';
import { contradicted } from '#lib/domain/run/recheck';
import { type RunState, runStatuses } from '#lib/domain/run/state';
import { countedVerdicts, verificationCounts } from '#lib/domain/run/verdict';
import { shownCounts } from '#lib/domain/run/view/shown-outcome';
import { recordOf } from '#lib/domain/text/record-of';

const count = z.number().int().nonnegative();
const date = z.number().int().nullable();

/**
 * The summary of a run, also as it is stored for an ended one. Dates are ms since the epoch. Add no optional field: a
 * stored summary without a new field is then refused, and made again from the journal.
 */
export const runSummarySchema = z.strictObject({
  seq: count,
  status: z.enum(runStatuses),
  act: actSchema,
  total: count,
  startedAt: date,
  endedAt: date,
  how: z.enum(endings).nullable(),
  /** The reason why the run is paused, in one sentence; null if it is not. */
  pause: z.string().nullable(),
  /**
   * The number of active accounts at the end of the run, and the number expected from the count before it; null if
   * either is not known.
   */
  activeAtEnd: z.strictObject({ active: count, expected: z.number().int().nullable(), at: count }).nullable(),
  /** The number of users in each state; the sum is the number of users of the run. */
  counts: z.strictObject(recordOf(shownKinds, () => count)),
  settled: count,
  /** Users whose account contradicts the run's result when read again at the end. */
  contradicted: count,
  /** The number of users of an ended run who need a decision, and of those who were dismissed. */
  undecided: count,
  dismissed: count,
  imported: runSourceSchema.nullable(),
  /** The last verification: `endedAt` is null while it is under way or interrupted. Null if none has begun. */
  verification: z.strictObject({ begunAt: count, endedAt: date }).nullable(),
  /** The verdicts of the users whom the run reports as changed. They do not consider later runs. */
  verdicts: z.strictObject(recordOf(countedVerdicts, () => count)),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** The summary of a run in this state. `carriedOut` is false if no process works on the run any more. */
export function summaryOf(state: RunState, carriedOut: boolean): RunSummary {
  const concerns = concernsOf(state).size;
  const open = undecided(state).length;
  const { seq, status, act, total, startedAt, endedAt, settled, imported } = state;
  return {
    ...{ seq, status, act, total, startedAt, endedAt },
    how: state.end?.how ?? null,
    pause: status === 'paused' ? (state.pause?.message ?? null) : null,
    activeAtEnd: activeAtEnd(state),
    counts: shownCounts(state, carriedOut),
    settled,
    contradicted: contradicted(state).length,
    undecided: open,
    dismissed: concerns - open,
    imported,
    verification: state.verification && {
      begunAt: state.verification.begunAt,
      endedAt: state.verification.endedAt,
    },
    verdicts: verificationCounts(state).changed,
  };
}

function activeAtEnd(state: RunState): RunSummary['activeAtEnd'] {
  const end = compareHeadcounts(state).find(({ moment }) => moment === 'end');
  if (end === undefined || end.active === null) return null;
  return { active: end.active, expected: end.expected, at: end.at };
}
