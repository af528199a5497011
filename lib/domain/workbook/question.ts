/** Questions about a workbook that only the admin can answer, and the answers. */
import { z } from 'zod';

/** A question about a workbook: which sheet, or whether hidden rows are read. */
export const workbookQuestionSchema = z.object({
  /** The sheets with rows, with the first cells of each; empty if it is not about the sheet. */
  sheets: z.array(z.object({ name: z.string(), hidden: z.boolean(), first: z.array(z.string()) })),
  /** The number of rows with text that the sheet hides; null if it is not about them. */
  hiddenRows: z.number().nullable(),
});
export type WorkbookQuestion = z.infer<typeof workbookQuestionSchema>;

/** The admin's answers about a workbook; null where they were not asked. */
export const workbookChoiceSchema = z.object({
  /** The name of the sheet. */
  sheet: z.string().nullable(),
  hiddenRows: z.enum(['read', 'leave-out']).nullable(),
});
