/** For tests: exports written by hand or by dialect, and read back. */
import { readRoster } from '#lib/domain/roster/reader';
import type { ReadRosterResult, RosterError, RosterSummary, RosterUser } from '#lib/domain/roster/roster';

interface Reading {
  result: ReadRosterResult;
  users: RosterUser[];
}

/** A file in pieces that end at these places. */
export async function* cut(bytes: Uint8Array, places: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const to of [...places].sort((a, b) => a - b)) {
    if (to <= from || to >= bytes.length) continue;
    yield bytes.subarray(from, to);
    from = to;
  }
  yield bytes.subarray(from);
}

/** Reads a file, given as text (UTF-8) or bytes, cut at `places`. */
export async function read(file: string | Uint8Array, places: readonly number[] = []): Promise<Reading> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const users: RosterUser[] = [];
  const result = await readRoster(cut(bytes, places), (batch) => users.push(...batch));
  return { result, users };
}

/** Reads a file that must be accepted. */
export async function accepted(
  file: string | Uint8Array,
): Promise<{ summary: RosterSummary; users: RosterUser[] }> {
  const { result, users } = await read(file);
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return { summary: result.summary, users };
}

/** Reads a file that must be refused. */
export async function refused(file: string | Uint8Array): Promise<RosterError> {
  const { result } = await read(file);
  if (result.ok) throw new Error('the file was accepted');
  return result.error;
}

export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The characters of Windows-1252 beyond Latin-1 that the tests use. */
const upper: Readonly<Record<string, number>> = {
  '€': 0x80,
  '…': 0x85,
  Š: 0x8a,
  '’': 0x92,
  '–': 0x96,
  œ: 0x9c,
};

/** The bytes of a text. For Windows-1252, only Latin-1 and a few other characters work. */
export function encoded(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-8-bom') return new TextEncoder().encode(`\ufeff${text}`);
  if (encoding === 'windows-1252') {
    return Uint8Array.from(Array.from(text, (character) => upper[character] ?? character.charCodeAt(0)));
  }
  const marked = `\ufeff${text}`;
  const bytes = new Uint8Array(marked.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < marked.length; at += 1) {
    view.setUint16(at * 2, marked.charCodeAt(at), encoding === 'utf-16le');
  }
  return bytes;
}

/** One of a hundred account IDs. */
export const id = (digit: number): string => `5b10ac8d82e05b22cc7d4e${String(digit).padStart(2, '0')}`;
/** The header and rows of a small users export. */
export const header = 'User id,User name,email,User status';
export const row = (digit: number, name = 'Ada Example'): string =>
  `${id(digit)},${name},ada.${digit}@example.com,Active`;
export const file = (...rows: string[]): string => `${[header, ...rows].join('\n')}\n`;
/** The codes of a user's problems, and whether each blocks. */
export const codes = (user: RosterUser | undefined): string[] => user?.problems.map(({ code }) => code) ?? [];
export const blocked = (user: RosterUser | undefined): boolean =>
  user?.problems.some(({ blocks }) => blocks) ?? false;
