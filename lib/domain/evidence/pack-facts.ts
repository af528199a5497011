/** The parts of an evidence pack: a ZIP file with everything that proves one run. */
import { z } from 'zod';
import { planAlarmSchema } from '#lib/domain/plan/alarms/alarm';
import { planSchema } from '#lib/domain/plan/plan';
import type { SettledUser } from '#lib/domain/run/view/decisions';

/** The names of the parts, in the order in which they are written. */
export const partNames = {
  readme: 'README.txt',
  plan: 'plan.txt',
  users: 'users.jsonl',
  journal: 'journal.tsv',
  facts: 'pack.json',
  csv: 'report.csv',
  json: 'report.json',
  html: 'report.html',
  original: 'original.gz',
  sums: 'SHA256SUMS',
} as const;
/** The key of a part. */
export type PackPart = keyof typeof partNames;

/** The three reports of a pack. */
export const reportParts = ['csv', 'json', 'html'] as const satisfies readonly PackPart[];

/** Facts about the file that the users came from. */
const packedOriginalSchema = z.strictObject({
  /**
   * `included`: its bytes are in the pack. `gone`: the roster was deleted, or no copy was kept. `none`: the users came
   * from no file.
   */
  state: z.enum(['included', 'gone', 'none']),
  name: z.string().nullable(),
  bytes: z.number().int().nonnegative().nullable(),
  sha256: z.string().nullable(),
});
export type PackedOriginalFacts = z.infer<typeof packedOriginalSchema>;

const settledUserSchema = z.strictObject({
  position: z.number().int().nonnegative(),
  runId: z.string(),
  number: z.number().int().positive(),
  at: z.number().int(),
}) satisfies z.ZodType<SettledUser>;

/** The content of `pack.json`: what the other parts of a pack do not say. Dates are ms since the epoch. */
export const packFactsSchema = z.strictObject({
  lockstepEvidence: z.literal(1),
  madeAt: z.number().int(),
  /** The maker. Reports have times in its zone, in the spelling of its version of the Unicode data (ICU). */
  madeBy: z.strictObject({ lockstep: z.string(), icu: z.string(), timeZone: z.string() }),
  run: z.strictObject({ id: z.string(), number: z.number().int().positive(), createdAt: z.number().int() }),
  plan: planSchema,
  alarms: z.array(planAlarmSchema),
  /** The differences of the run from what was sealed and written when the pack was made, one sentence each. */
  differences: z.array(z.string()),
  /** The journal as it was checked when the pack was made. */
  journal: z.strictObject({ entries: z.number().int(), head: z.string() }).nullable(),
  /** The engine's part in a run that had not ended. */
  circumstances: z.strictObject({
    failure: z.string().nullable(),
    endUnwritten: z.boolean(),
    stillMinutes: z.number().int(),
  }),
  original: packedOriginalSchema,
  /**
   * The users whom later runs had settled at `knownAt`, by position. The journals of those runs are not in the pack.
   * Null if the run had not ended; absent in packs of earlier versions.
   */
  later: z
    .strictObject({ knownAt: z.number().int(), settled: z.array(settledUserSchema) })
    .nullable()
    .optional(),
});
export type PackFacts = z.infer<typeof packFactsSchema>;
