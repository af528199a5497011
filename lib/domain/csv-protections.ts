/**
 * The list of protections as a file, for the list of break-glass accounts that an organisation keeps elsewhere. What is
 * written reads back the same; a file with one wrong line is refused whole.
 */
import Papa from 'papaparse';
import { z } from 'zod';
import { parseAccountId } from '#lib/domain/account-id';
import { csvText, escapeCell, unescapeCell } from '#lib/domain/csv-writing';
import { ruleKinds, ruleMistake } from '#lib/domain/protection-rule';

const kinds = ['account', ...ruleKinds] as const;

/** An account (`value` is its ID) or a rule (`value` is its pattern). */
export const listedProtectionSchema = z.object({
  kind: z.enum(kinds),
  value: z.string().max(500),
  name: z.string().max(500).default(''),
  email: z.string().max(500).default(''),
  reason: z.string().max(500).default(''),
});
export type ListedProtection = z.infer<typeof listedProtectionSchema>;

export type ReadProtections =
  | { ok: true; items: ListedProtection[] }
  /** One line for each thing that is wrong, with its place. */
  | { ok: false; problems: string[] };

const header = ['kind', 'value', 'name', 'email', 'reason'] as const;

/** The list as CSV, without formulas. */
export function protectionsCsv(items: readonly ListedProtection[]): string {
  const rows = items.map((item) => header.map((column) => escapeCell(item[column])));
  return csvText([[...header], ...rows]);
}

/** The list as JSON. */
export function protectionsJson(items: readonly ListedProtection[]): string {
  return `${JSON.stringify({ protections: items }, null, 2)}\n`;
}

/** Reads either form; which one it is shows in its first character. */
export function readProtections(text: string): ReadProtections {
  const clean = text.replace(/^\ufeff/, '');
  return /^\s*[[{]/.test(clean) ? readJson(clean) : readCsv(clean);
}

function readJson(text: string): ReadProtections {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problems: ['This is not JSON: it may be cut off.'] };
  }
  const list = Array.isArray(value) ? value : (value as { protections?: unknown } | null)?.protections;
  if (!Array.isArray(list)) return { ok: false, problems: ['There is no list called “protections” in it.'] };
  return checked(list.map((item, at) => ({ place: `Entry ${at + 1}`, item })));
}

function readCsv(text: string): ReadProtections {
  const { data } = Papa.parse<string[]>(text, {
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t', '|'],
  });
  const [first = [], ...rows] = data;
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
  return checked(
    rows.map((cells, at) => ({
      place: `Row ${at + 2}`,
      item: Object.fromEntries(
        header
          .filter((column) => columns.includes(column))
          .map((column) => [column, unescapeCell(cells[columns.indexOf(column)] ?? '')]),
      ),
    })),
  );
}

function checked(candidates: readonly { place: string; item: unknown }[]): ReadProtections {
  const items: ListedProtection[] = [];
  const problems: string[] = [];
  for (const { place, item } of candidates) {
    const parsed = listedProtectionSchema.safeParse(item);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const field = issue?.path.join('.') ?? '';
      const cure =
        field === 'kind' ? `must be one of ${kinds.join(', ')}` : (issue?.message ?? 'is not understood');
      problems.push(`${place}: ${field || 'it'} ${cure}.`);
      continue;
    }
    const { kind, value } = parsed.data;
    const mistake = kind === 'account' ? accountMistake(value) : ruleMistake(kind, value);
    if (mistake === null) items.push(parsed.data);
    else problems.push(`${place}: ${mistake}`);
  }
  if (problems.length > 0) return { ok: false, problems };
  return items.length > 0 ? { ok: true, items } : { ok: false, problems: ['There is nothing in it.'] };
}

function accountMistake(value: string): string | null {
  return parseAccountId(value.trim()) === null ? `“${value.slice(0, 140)}” is not an account ID.` : null;
}
