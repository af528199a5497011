/** The reasons why a question to Atlassian waits. Pure. */
import { z } from 'zod';

/** `run`: a run is under way, and everything else rests. `turn`: something more urgent is being asked. */
export const waitsForSchema = z.enum(['run', 'turn']);
export type WaitsFor = z.infer<typeof waitsForSchema>;
