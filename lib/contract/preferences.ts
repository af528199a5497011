/** The HTTP API in types: the admin's preferences for the pages. */
import { z } from 'zod';

const header = z.string().max(1_000);
/** Maximum number of remembered columns. */
const mostColumns = 1_000;
/** Bounds of a column's width in CSS pixels. */
export const columnWidths = { least: 72, most: 900 };

/**
 * The columns of the review, identified by their headers, so that they also apply to the next export. Widths are in CSS
 * pixels.
 */
const keptColumnsSchema = z.strictObject({
  hidden: z.array(header).max(mostColumns),
  widths: z
    .record(header, z.number().min(columnWidths.least).max(columnWidths.most))
    .refine((widths) => Object.keys(widths).length <= mostColumns, 'too many'),
  order: z.array(header).max(mostColumns),
});
export type KeptColumns = z.infer<typeof keptColumnsSchema>;

/** GET and PUT /api/preferences. */
export const preferencesSchema = z.strictObject({ reviewColumns: keptColumnsSchema.nullable() });
export type Preferences = z.infer<typeof preferencesSchema>;
