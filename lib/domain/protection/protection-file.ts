/**
 * The protections as a file, for organisations that keep their list of break-glass accounts elsewhere. A written file
 * reads back unchanged. A file with one wrong line is refused as a whole.
 */
import { z } from 'zod';
import { parseAccountId } from '#lib/domain/account/account-id';
import { csvRows } from '#lib/domain/csv/rows';
import { csvLines, csvText, escapeCell, unescapeCell } from '#lib/domain/csv/writing';
import { ruleKinds, ruleMistake } from '#lib/domain/protection/protection-rule';
import { jsonWithList } from '#lib/domain/text/json-pieces';
import { newJsonReader } from '#lib/domain/text/json-reading';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';

const kinds = ['account', ...ruleKinds] as const;

/** An account (`value` is its ID) or a rule (`value` is its pattern). */
const listedProtectionSchema = z.object({
  kind: z.enum(kinds),
  value: z.string().max(500),
  name: z.string().max(500).default(''),
  email: z.string().max(500).default(''),
  reason: z.string().max(500).default(''),
});
export type ListedProtection = z.infer<typeof listedProtectionSchema>;

/** The result of reading a file. */
type ReadProtections =
  | { ok: true; items: ListedProtection[] }
  /** One line for each mistake, with its place in the file. */
  | { ok: false; problems: string[] };

const header = ['kind', 'value', 'name', 'email', 'reason'] as const;

/** The protections as CSV, guarded against formulas, in pieces. */
export function* protectionsCsv(items: readonly ListedProtection[]): Generator<string> {
  yield csvText([[...header]]);
  for (const group of inGroups(items)) {
    yield csvLines(group.map((item) => header.map((column) => escapeCell(item[column]))));
  }
}

/** The protections as JSON, in pieces. */
export function* protectionsJson(items: readonly ListedProtection[]): Generator<string> {
  yield* jsonWithList({}, 'protections', items, 2);
  yield '\n';
}

/** Reads either form; the first character tells which. */
export function* readProtections(text: string): Pieces<ReadProtections> {
  const clean = text.replace(/^\ufeff/, '');
  return yield* /^\s*[[{]/.test(clean) ? readJson(clean) : readCsv(clean);
}

/** Maximum number of rules in one file. */
const mostRules = 1_000;

/** Number of characters parsed in one piece: some milliseconds of work. */
const pieceLength = 65_536;

/** The file's length is checked before; the content is flat. */
const jsonLimits = { depth: 20, fields: 1_000, values: 1_000_000, text: 1_000_000 };

function* readJson(text: string): Pieces<ReadProtections> {
  const reader = newJsonReader(jsonLimits);
  for (let at = 0; at < text.length && reader.add(text.slice(at, at + pieceLength)); at += pieceLength) yield;
  const read = reader.end();
  if (!read.ok && read.limit) return { ok: false, problems: [read.message] };
  if (!read.ok) return { ok: false, problems: ['This is not JSON: it may be cut off.'] };
  const { value } = read;
  const list = Array.isArray(value) ? value : (value as { protections?: unknown } | null)?.protections;
  if (!Array.isArray(list)) return { ok: false, problems: ['There is no list called “protections” in it.'] };
  return yield* checked(
    list,
    (at) => `Entry ${at + 1}`,
    (item) => item,
  );
}

function* readCsv(text: string): Pieces<ReadProtections> {
  const [first = [], ...rows] = yield* csvRows(text, pieceLength);
  const columns = first.map((cell) => cell.trim().toLowerCase());
  const missing = ['kind', 'value'].filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    const found = first.map((cell) => `“${cell}”`).join(', ') || 'none';
    return {
      ok: false,
      problems: [
        `The columns “kind” and “value” are needed (name, email and reason may follow); found: ${found}.`,
      ],
    };
  }
  const cellsOf = (cells: string[]): unknown =>
    Object.fromEntries(
      header
        .filter((column) => columns.includes(column))
        .map((column) => [column, unescapeCell(cells[columns.indexOf(column)] ?? '')]),
    );
  return yield* checked(rows, (at) => `Row ${at + 2}`, cellsOf);
}

function* checked<T>(
  candidates: readonly T[],
  placeOf: (at: number) => string,
  itemOf: (candidate: T) => unknown,
): Pieces<ReadProtections> {
  const items: ListedProtection[] = [];
  const problems: string[] = [];
  let at = 0;
  for (const group of inGroups(candidates)) {
    for (const candidate of group) {
      const read = readItem(itemOf(candidate));
      if (read.ok) items.push(read.item);
      else problems.push(`${placeOf(at)}: ${read.problem}`);
      at += 1;
    }
    yield;
  }
  if (problems.length > 0) return { ok: false, problems };
  const rules = items.filter(({ kind }) => kind !== 'account').length;
  if (rules > mostRules) {
    const problem = `It has ${whole(rules)} rules. One file has at most ${whole(mostRules)}: each is looked for in every roster. Import them in parts.`;
    return { ok: false, problems: [problem] };
  }
  return items.length > 0
    ? { ok: true, items }
    : { ok: false, problems: ['It has no accounts and no rules.'] };
}

function readItem(item: unknown): { ok: true; item: ListedProtection } | { ok: false; problem: string } {
  const parsed = listedProtectionSchema.safeParse(item);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    const hint =
      field === 'kind' ? `must be one of ${kinds.join(', ')}` : (issue?.message ?? 'is not understood');
    return { ok: false, problem: `${field || 'it'} ${hint}.` };
  }
  const { kind, value } = parsed.data;
  const problem = kind === 'account' ? accountMistake(value) : ruleMistake(kind, value);
  return problem === null ? { ok: true, item: parsed.data } : { ok: false, problem };
}

function accountMistake(value: string): string | null {
  return parseAccountId(value.trim()) === null ? `“${value.slice(0, 140)}” is not an account ID.` : null;
}
