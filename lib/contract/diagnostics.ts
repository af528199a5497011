/** The shape of the diagnostics for a bug report. */
import { z } from 'zod';

/** GET /api/diagnostics. It contains no key, no name and no e-mail address. */
export const diagnosticsSchema = z.object({
  versions: z.object({ lockstep: z.string(), node: z.string(), sqlite: z.string(), system: z.string() }),
  /** Whether this process writes to the data folder, or only watches. */
  process: z.enum(['writer', 'watcher']),
  dataFolder: z.object({
    inItsPlace: z.boolean(),
    /** The durability settings; null if another process writes. */
    durability: z.string().nullable(),
    notices: z.array(z.string()),
  }),
  connection: z.object({
    source: z.enum(['none', 'demo', 'typed', 'environment', 'remembered']),
    /** The result of the last check of the key; null without a connection. */
    key: z.enum(['accepted', 'unchecked', 'unknown', 'refused']).nullable(),
    /** Null also if it is not a UUID, since it may be a name then. */
    organisationId: z.string().nullable(),
    organisations: z.number().int(),
    api: z.enum(['Atlassian', 'this computer', 'another address']),
    keychain: z.enum(['none', 'offered', 'keeps', 'refused']),
  }),
  /** The number of runs, in total and by status. */
  runs: z.object({ count: z.number().int(), byStatus: z.record(z.string(), z.number().int()) }),
  rosters: z.number().int(),
  /** Newest first. `times` is how often it occurred in a row. */
  lastFaults: z.array(
    z.object({ at: z.iso.datetime(), place: z.string(), what: z.string(), times: z.number().int() }),
  ),
});
export type Diagnostics = z.infer<typeof diagnosticsSchema>;
