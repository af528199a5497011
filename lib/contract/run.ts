/** The HTTP API in types: runs, their commands and their stream. */
import { z } from 'zod';
import { largestNumber, wholeNumber } from '#lib/contract/query';
import { shownKinds } from '#lib/domain/outcome/outcome';
import { planAlarmSchema } from '#lib/domain/plan/alarms/alarm';
import { planEntrySchema, planSchema } from '#lib/domain/plan/plan';
import { journalEntrySchema } from '#lib/domain/run/events';
import { momentSchema } from '#lib/domain/run/hold';
import { runSourceSchema } from '#lib/domain/run/import';
import { runCommandSchema } from '#lib/domain/run/view/commands';
import { letGoKinds } from '#lib/domain/run/view/status';

/** POST /api/runs: `digest` and `count` are what the admin saw and typed; both must be the plan's. */
export const startRequestSchema = z.strictObject({
  planId: z.string(),
  digest: z.string(),
  count: z.number().int(),
});
export type StartRequest = z.infer<typeof startRequestSchema>;

/** A run in a list. */
export const runSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  plan: planSchema,
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /**
   * Where it stands by its journal; `cannot-go-on` where that can no longer be written, and `end-unwritten` where such a
   * run was stopped: nobody is called, and its end is written as soon as there is room.
   */
  status: z.enum(['new', 'running', 'paused', 'stopping', 'interrupted', 'ended', ...letGoKinds]),
  /** The last entry of its journal when this was said. */
  seq: z.number().int(),
  /** How it ended; null until then. */
  how: z.enum(['completed', 'stopped', 'halted']).nullable(),
  /** By `shownKinds`: every user of the plan is in exactly one. */
  counts: z.record(z.enum(shownKinds), z.number()),
  settled: z.number(),
  /** Users whose account, read again at the end, contradicts what the run reports. */
  contradicted: z.number().int(),
  /** Which tool and file an imported run comes from; null for a run of Lockstep's own. */
  imported: runSourceSchema.pick({ tool: true, fileName: true }).nullable(),
  /** Why the engine had to let go of this run (the journal could not be written); null where all is well. */
  failure: z.string().nullable(),
  /** For how many whole minutes it has made no step for no reason that it can name; 0 where it makes steps. */
  stillMinutes: z.number().int(),
  /**
   * What was found to differ from what was sealed and written when the run was taken up, one sentence each: such a run
   * can only be ended. GET /api/runs/{id} compares a run that has ended anew.
   */
  differences: z.array(z.string()),
});
export type RunSummary = z.infer<typeof runSchema>;

/** GET /api/runs */
export const runsSchema = z.object({ runs: z.array(runSchema) });

/** GET /api/runs/{id}: the people of the plan come with it, the journal by the event stream. */
export const runDetailSchema = z.object({
  run: runSchema,
  entries: z.array(planEntrySchema),
  /** What spoke against the plan when it was sealed. */
  alarms: z.array(planAlarmSchema),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

/** POST /api/runs/{id}/commands */
export const commandRequestSchema = z.strictObject({ command: runCommandSchema });
export type CommandRequest = z.infer<typeof commandRequestSchema>;

/** The query of POST /api/runs/import: the name of the file. */
export const importQuerySchema = z.strictObject({ name: z.string().optional() });

/** The query of GET /api/runs/{id}/events: the `seq` of the last entry that is known. */
export const eventsQuerySchema = z.strictObject({ after: wholeNumber(0, largestNumber).default(0) });

/** GET /api/runs/{id}/events: one server-sent event a journal entry; its id is the entry's `seq`. */
export const streamedEntrySchema = journalEntrySchema;

/**
 * The events named `clock` of that stream, at its beginning and every quarter of a minute: the server's wall clock, in ms
 * since the epoch, and the clock that decides how long a wait lasts.
 */
export const streamedClockSchema = z.strictObject({ wall: z.number(), moment: momentSchema });
export type StreamedClock = z.infer<typeof streamedClockSchema>;
