/** The shape of every unsuccessful answer of the HTTP API. `docs/http-api.md` documents the whole API. */
import { z } from 'zod';
import { firstRowSchema, sampledColumnSchema } from '#lib/domain/roster/roster';
import { messageSchema } from '#lib/domain/text/message';
import { workbookQuestionSchema } from '#lib/domain/workbook/question';

/** Every unsuccessful answer of the API: what is wrong, and what to do. */
export const apiErrorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: messageSchema,
    hint: messageSchema,
    /** Additional lines, such as the columns that were found. */
    details: z.array(z.string()).optional(),
    /** The columns of a file with their first values, if the admin can assign them. */
    columns: z.array(sampledColumnSchema).optional(),
    /** The questions that the admin must answer about a workbook before it is read. */
    workbook: workbookQuestionSchema.optional(),
    /** The first rows of the file, if the admin can say which is the header. */
    rows: z.array(firstRowSchema).optional(),
    /** The line that was taken for the header. */
    headerLine: z.number().optional(),
    /** The rows are those of a sheet; absent for other files. */
    inSheet: z.literal(true).optional(),
  }),
});
export type ApiError = z.infer<typeof apiErrorSchema>['error'];
