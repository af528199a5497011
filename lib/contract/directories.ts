/** The HTTP API in types: the directories in the data folder. */
import { z } from 'zod';
import { sources } from '#lib/domain/directory/reading';

const keptDirectorySchema = z.object({
  id: z.string(),
  /** The name of the organisation, its ID if the name is not known, or null. */
  organisation: z.string().nullable(),
  /** The address of the API; null for the demo organisation. */
  apiUrl: z.string().nullable(),
  accounts: z.number(),
  /**
   * The numbers of each source: its accounts, and the times of the oldest and the newest reading (ms since the epoch).
   */
  readings: z.array(
    z.object({ source: z.enum(sources), count: z.number(), oldest: z.number(), newest: z.number() }),
  ),
  /** The size of the file. */
  bytes: z.number(),
});
/** What is kept of one organisation, in numbers. */
export type KeptDirectory = z.infer<typeof keptDirectorySchema>;

/** GET /api/directories */
export const directoriesSchema = z.object({ directories: z.array(keptDirectorySchema) });
