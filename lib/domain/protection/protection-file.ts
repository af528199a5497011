/**
 * The protections as a file, for organisations that keep their list of break-glass accounts elsewhere. A written file
 * reads back unchanged (`read-protections.ts`).
 */
import { z } from 'zod';
import { csvLines, csvText, escapeCell } from '#lib/domain/csv/writing';
import { ruleKinds } from '#lib/domain/protection/protection-rule';
import { jsonWithList } from '#lib/domain/text/json-pieces';
import { inGroups } from '#lib/domain/text/pieces';

/** The kinds of what a file lists: accounts, and rules of each kind. */
export const listedKinds = ['account', ...ruleKinds] as const;

/** An account (`value` is its ID) or a rule (`value` is its pattern). */
export const listedProtectionSchema = z.object({
  kind: z.enum(listedKinds),
  value: z.string().max(500),
  name: z.string().max(500).default(''),
  email: z.string().max(500).default(''),
  reason: z.string().max(500).default(''),
});
export type ListedProtection = z.infer<typeof listedProtectionSchema>;

/** The columns of such a file, in the order in which they are written. */
export const protectionColumns = ['kind', 'value', 'name', 'email', 'reason'] as const;

/** The protections as CSV, guarded against formulas, in pieces. */
export function* protectionsCsv(items: readonly ListedProtection[]): Generator<string> {
  yield csvText([[...protectionColumns]]);
  for (const group of inGroups(items)) {
    yield csvLines(group.map((item) => protectionColumns.map((column) => escapeCell(item[column]))));
  }
}

/** The protections as JSON, in pieces. */
export function* protectionsJson(items: readonly ListedProtection[]): Generator<string> {
  yield* jsonWithList({}, 'protections', items, 2);
  yield '\n';
}
