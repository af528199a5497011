/** The HTTP API in types: what lists say of runs. */
import { z } from 'zod';
import { endings } from '#lib/domain/outcome/ending';
import { shownKinds } from '#lib/domain/outcome/outcome';
import { planSchema } from '#lib/domain/plan/plan';
import { runSourceSchema } from '#lib/domain/run/import';
import { runStatuses } from '#lib/domain/run/state';
import { abandonedKinds } from '#lib/domain/run/view/abandoned';
import { verificationDues } from '#lib/domain/run/view/verification-due';

/** A run in a list. */
export const runSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  plan: planSchema,
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /**
   * The status in the journal. `cannot-go-on`: the journal can no longer be written. `end-unwritten`: such a run was
   * stopped; it calls nobody, and its end is written as soon as there is space.
   */
  status: z.enum([...runStatuses, ...abandonedKinds]),
  /** The last entry of the journal at the time of this answer. */
  seq: z.number().int(),
  /** The kind of its end; null before that. */
  how: z.enum(endings).nullable(),
  /** The number of users in each of `shownKinds`; every user of the plan is in exactly one. */
  counts: z.record(z.enum(shownKinds), z.number()),
  settled: z.number(),
  /**
   * Users whose account contradicts the run's result when read again. In the answers of GET and in reports without
   * those whom later runs settled.
   */
  contradicted: z.number().int(),
  /** The tool and file of an imported run; null for a run of Lockstep's own. */
  imported: runSourceSchema.pick({ tool: true, fileName: true }).nullable(),
  /**
   * The additions of the last verification to the headline, part by part: `193 verified`, `1 came back`, or
   * `not verified`. In the answers of GET and in reports, a user whom a later run settled did not come back and is not
   * still active.
   */
  verified: z.array(z.string()),
  /** The reason why a verification is suggested; null if none is, and while one is under way. */
  verificationDue: z.enum(verificationDues).nullable(),
  /** The reason why the engine abandoned this run (the journal could not be written); null if all is well. */
  failure: z.string().nullable(),
  /** The whole minutes for which the run has made no progress without a known reason; 0 if it progresses. */
  stillMinutes: z.number().int(),
  /**
   * How the run differed from what was sealed and written when it was last opened, one sentence each. A run that
   * differs can only be ended. GET /api/runs/{id} compares an ended run again.
   */
  differences: z.array(z.string()),
});
export type RunSummary = z.infer<typeof runSchema>;

/** POST /api/runs, POST /api/runs/import and POST /api/runs/{id}/commands answer this. */
export const runAnswerSchema = z.object({ run: runSchema });

/** Users of an ended run who were refused, failed, are in doubt or skipped, or whose account contradicts the run. */
const openUsersSchema = z.object({
  /** They need a decision: to be retried, or dismissed with a reason. */
  open: z.number().int(),
  /** A later run left their accounts as it wanted them. */
  settled: z.number().int(),
  /** The admin has dismissed them. */
  dismissed: z.number().int(),
});

/** GET /api/runs: each run with what is open of it. */
const listedRunSchema = runSchema.extend({
  users: openUsersSchema,
  /** The reason why it is paused, in one sentence; null if it is not. */
  pause: z.string().nullable(),
  /**
   * The active accounts of the organisation, counted at the end of the run, and how many the count before it leads to
   * expect; null if either is not known.
   */
  activeAtEnd: z
    .object({ active: z.number().int(), expected: z.number().int().nullable(), at: z.number() })
    .nullable(),
});
export type ListedRun = z.infer<typeof listedRunSchema>;
/** All runs that have started, newest first. */
export const runsSchema = z.object({ runs: z.array(listedRunSchema) });
