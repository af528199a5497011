/** Reads the protections in a file. A file with one wrong line is refused as a whole. */
import { parseAccountId } from '#lib/domain/account/account-id';
import { headBytes, signatureOf } from '#lib/domain/csv/signature';
import { type ListedCandidate, readListedCsv } from '#lib/domain/protection/listed-csv';
import {
  type ListedProtection,
  listedKinds,
  listedProtectionSchema,
} from '#lib/domain/protection/protection-file';
import { ruleMistake } from '#lib/domain/protection/protection-rule';
import { markedEncoding } from '#lib/domain/text/bytes';
import { newJsonReader } from '#lib/domain/text/json-reading';
import { isGarbled } from '#lib/domain/text/odd-characters';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';
import { isContainer } from '#lib/domain/workbook/reading';

/** The result of reading a file. */
type ReadProtections =
  | { ok: true; items: ListedProtection[] }
  /** One line for each mistake, with its place in the file. */
  | { ok: false; problems: string[] };

/** Reads a CSV or JSON file; the first character shows which it is. */
export function* readProtections(bytes: Uint8Array): Pieces<ReadProtections> {
  if (isContainer(bytes)) {
    return refused(
      'This is a workbook or a ZIP archive. Save the sheet as “CSV UTF-8”, and import that file.',
    );
  }
  if (isJson(bytes)) return yield* readJson(bytes);
  const read = yield* readListedCsv(bytes);
  return read.ok ? yield* checked(read.candidates) : refused(read.problem);
}

/** Maximum number of rules in one file. */
const mostRules = 1_000;

/** Number of bytes parsed in one piece: some milliseconds of work. */
const pieceLength = 65_536;

/** The file's length is checked before; the content is flat. */
const jsonLimits = { depth: 20, fields: 1_000, values: 1_000_000, text: 1_000_000 };

function isJson(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, headBytes);
  const start = new TextDecoder(markedEncoding(head)).decode(head);
  return signatureOf(head).kind !== 'encoding' && /^\s*[[{]/.test(start);
}

function* readJson(bytes: Uint8Array): Pieces<ReadProtections> {
  const reader = newJsonReader(jsonLimits);
  const decoder = new TextDecoder(markedEncoding(bytes));
  for (let at = 0; at < bytes.length; at += pieceLength) {
    if (!reader.add(decoder.decode(bytes.subarray(at, at + pieceLength), { stream: true }))) break;
    yield;
  }
  reader.add(decoder.decode());
  const read = reader.end();
  if (!read.ok && read.limit) return refused(read.message);
  if (!read.ok) return refused('This is not JSON: it may be cut off.');
  const { value } = read;
  const list = Array.isArray(value) ? value : (value as { protections?: unknown } | null)?.protections;
  if (!Array.isArray(list)) return refused('There is no list called “protections” in it.');
  return yield* checked(list.map((item, at) => ({ place: `Entry ${at + 1}`, item, problem: null })));
}

function* checked(candidates: readonly ListedCandidate[]): Pieces<ReadProtections> {
  const items: ListedProtection[] = [];
  const problems: string[] = [];
  for (const group of inGroups(candidates)) {
    for (const { place, item, problem } of group) {
      const read = problem === null ? readItem(item) : { ok: false as const, problem };
      if (read.ok) items.push(read.item);
      else problems.push(`${place}: ${read.problem}`);
    }
    yield;
  }
  if (problems.length > 0) return { ok: false, problems };
  const rules = items.filter(({ kind }) => kind !== 'account').length;
  if (rules > mostRules) {
    return refused(
      `It has ${whole(rules)} rules. One file has at most ${whole(mostRules)}: each is looked for in every roster. Import them in parts.`,
    );
  }
  return items.length > 0 ? { ok: true, items } : refused('It has no accounts and no rules.');
}

function readItem(item: unknown): { ok: true; item: ListedProtection } | { ok: false; problem: string } {
  const parsed = listedProtectionSchema.safeParse(item);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    const hint =
      field === 'kind' ? `must be one of ${listedKinds.join(', ')}` : (issue?.message ?? 'is not understood');
    return { ok: false, problem: `${field || 'it'} ${hint}.` };
  }
  const { kind, value } = parsed.data;
  const problem =
    kind === 'account' ? accountMistake(value) : (lostLetters(value) ?? ruleMistake(kind, value));
  return problem === null ? { ok: true, item: parsed.data } : { ok: false, problem };
}

/** The problem of a pattern with letters that a program has replaced: it would silently match nobody. */
function lostLetters(pattern: string): string | null {
  if (!pattern.includes('\ufffd') && !isGarbled(pattern)) return null;
  return `“${pattern.slice(0, 140)}” has letters that a program has lost. Write it again, and save the file as UTF-8.`;
}

function accountMistake(value: string): string | null {
  return parseAccountId(value.trim()) === null ? `“${value.slice(0, 140)}” is not an account ID.` : null;
}

function refused(problem: string): Extract<ReadProtections, { ok: false }> {
  return { ok: false, problems: [problem] };
}
