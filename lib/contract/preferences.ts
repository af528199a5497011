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

/**
 * How the users of a review or a run are listed: `rows` draws those in sight and scrolls; `pages` is a plain table of
 * 100 rows a page, for screen readers, find-in-page and strong zoom.
 */
const listModes = ['rows', 'pages'] as const;
export type ListMode = (typeof listModes)[number];

/** The themes: `system` is light or dark as the system is, and so is `contrast`. */
export const themes = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

const choices = {
  reviewColumns: keptColumnsSchema.nullable(),
  lists: z.enum(listModes),
  theme: z.enum(themes),
};

/** GET /api/preferences. What an earlier version stored lacks the later ones. */
export const preferencesSchema = z.strictObject({
  ...choices,
  lists: choices.lists.default('rows'),
  theme: choices.theme.default('system'),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** PUT /api/preferences: the preferences in the request change, the others stay. */
export const preferencesChangeSchema = z.strictObject(choices).partial();
export type PreferencesChange = z.infer<typeof preferencesChangeSchema>;

/** The preferences of an admin who has chosen nothing. */
export const noPreferences: Preferences = { reviewColumns: null, lists: 'rows', theme: 'system' };
