/** Decides from the first rows of a file how the rest is read, or refuses it with what the admin needs to answer. */
import { type FileForm, planReading, type ReadingPlan } from '#lib/domain/roster/column-plan';
import { hasUserInside } from '#lib/domain/roster/column-refusal';
import { columnsOf } from '#lib/domain/roster/columns';
import { noSuchHeader, oneLine } from '#lib/domain/roster/errors';
import { type Head, type HeadParts, lastHeaderLine } from '#lib/domain/roster/head';
import type { ColumnMapping, FirstRow, RosterError, SampledColumn } from '#lib/domain/roster/roster';
import { beginningNoun, type PlaceNoun, placeNoun } from '#lib/domain/text/place';

/** The way to read a file, with notes about its beginning; or why it is refused. */
type Opening =
  | { ok: true; plan: ReadingPlan; parts: HeadParts; notes: { line: number; message: string }[] }
  | { ok: false; error: RosterError };

/** Refusals that the admin can resolve by assigning the columns or choosing the header. */
const mappable: ReadonlySet<string> = new Set([
  'unknown-columns',
  'no-account-ids',
  'ambiguous-columns',
  'missing-header',
  'unlikely-account-ids',
  'unread-account-ids',
]);

/** The number of rows below the header that are shown, and of rows that may be chosen as header. */
const sampleRows = 4;
const mostSampled = 200;

/** Opens a file of this form that begins with these rows; null if none of them has content. */
export function openingOf(head: Head, form: FileForm, mapping: ColumnMapping | null): Opening | null {
  const noun = placeNoun(form.isSheet);
  const filled = head.filled();
  const [first] = filled;
  if (first === undefined) return null;
  const parts = head.parts(mapping);
  if (parts === null) {
    const error = noSuchHeader(mapping?.headerLine ?? 1, filled.length, noun);
    return { ok: false, error: { ...error, ...shown(head, form, null) } };
  }
  const texts = first.cells.filter((cell) => cell.trim() !== '');
  const isOneLine = texts.length > 1 && texts.every(hasUserInside);
  if (mapping === null && filled.length === 1 && isOneLine) {
    return { ok: false, error: oneLine(first.line, texts.length, noun) };
  }
  const result = planReading(parts.header, form, mapping, parts.below);
  if (result.ok) return { ok: true, plan: result.plan, parts, notes: notesOn(parts, noun) };
  const { error } = result;
  return { ok: false, error: mappable.has(error.code) ? { ...error, ...shown(head, form, parts) } : error };
}

/** The columns and rows that a refusal shows, so that the admin can assign the columns. */
function shown(
  head: Head,
  { isSheet }: FileForm,
  parts: HeadParts | null,
): Pick<RosterError, 'columns' | 'rows' | 'inSheet'> {
  const columns = parts === null ? [] : sampled(parts);
  return { columns, rows: firstRows(head), ...(isSheet && { inSheet: true }) };
}

function sampled({ header, below, madeUp }: HeadParts): SampledColumn[] {
  const rows = (madeUp === null ? below : below.slice(1)).slice(0, sampleRows);
  return columnsOf(header.cells)
    .slice(0, mostSampled)
    .map(({ header: text }, at) => ({
      header: text.slice(0, 100),
      samples: rows.map(({ cells }) => (cells[at] ?? '').trim().slice(0, 60)),
    }));
}

/** The first rows of a file, with long cells shortened. */
export function firstRows(head: Head): FirstRow[] {
  const filled = head.filled();
  const most = filled.filter(({ line }) => line <= lastHeaderLine).length + sampleRows;
  return filled.slice(0, most).map(({ line, cells }) => ({
    line,
    cells: cells.slice(0, mostSampled).map((cell) => cell.trim().slice(0, 100)),
  }));
}

const withoutHeader = {
  ids: (noun: PlaceNoun) =>
    `The file has no header. Lockstep read it as a list of account IDs from its first ${noun} on.`,
  emails: (noun: PlaceNoun) =>
    `The file has no header. Lockstep read it as a list of e-mail addresses from its first ${noun} on.`,
  chosen: (noun: PlaceNoun) =>
    `The file has no header. Lockstep read it from its first ${noun} on, with the columns that you chose.`,
} as const;

function notesOn({ above, header, madeUp }: HeadParts, noun: PlaceNoun): { line: number; message: string }[] {
  const [first] = above;
  const last = above.at(-1);
  const notes: { line: number; message: string }[] = [];
  if (first !== undefined && last !== undefined) {
    const text = first.cells
      .map((cell) => cell.trim())
      .filter(Boolean)
      .join(' ')
      .slice(0, 80);
    const message =
      above.length === 1
        ? `The header is on ${noun} ${header.line}. ${beginningNoun(noun)} ${first.line} above it was skipped: “${text}”.`
        : `The header is on ${noun} ${header.line}. ${beginningNoun(noun)}s ${first.line} to ${last.lastLine} above it were skipped, beginning with “${text}”.`;
    notes.push({ line: first.line, message });
  }
  if (madeUp !== null) notes.push({ line: header.line, message: withoutHeader[madeUp](noun) });
  return notes;
}
