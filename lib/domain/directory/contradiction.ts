/** The shape of a contradiction between two sources. Pages load it alone, without the rules that find contradictions. */
import { z } from 'zod';
import { speakers } from '#lib/domain/directory/reading';

/**
 * The facts that are compared. For the others, some sources have more detail than others, which is no contradiction.
 */
export const comparedFacts = ['status', 'email', 'claim', 'managementSource', 'organisationAdmin'] as const;

/**
 * The statement of one source. `at` is ms since the epoch; `run` is the number of the run, where a run is the source.
 */
const statementSchema = z.object({
  source: z.enum(speakers),
  run: z.number().optional(),
  at: z.number(),
  value: z.string(),
});
export type Statement = z.infer<typeof statementSchema>;

/** A fact about which two sources contradict each other. Where only one value can be shown, it is the first one. */
export const contradictionSchema = z.object({
  fact: z.enum(comparedFacts),
  said: z.tuple([statementSchema, statementSchema]),
});
export type Contradiction = z.infer<typeof contradictionSchema>;
