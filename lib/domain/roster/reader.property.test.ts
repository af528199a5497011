import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delimiters } from '#lib/domain/csv/dialect';
import { type Encoding, encoded, read } from '#test/samples/roster';

const headers = ['User id', 'User name', 'email', 'User status', 'Notes', 'Group name'];
const uuid = fc.uuid();
const idText = fc.oneof(
  uuid.map((text) => `712020:${text}`),
  uuid.map((text) => `5b${text.replaceAll('-', '').slice(0, 22)}`),
);
/** A quote after white space at the beginning of a cell is a doubt by itself; a lone NaN means an empty cell. */
const plain = (text: string): boolean => !/^\s+"/.test(text) && text !== 'NaN' && !/[\r\n\ufeff]/.test(text);
/** A line of a note with as many delimiters as a row is also a doubt: a missing quote may have joined rows. */
const isNoRow = (text: string): boolean =>
  delimiters.every((each) => text.split(each).length < headers.length);
const anyText = fc.string({ unit: 'grapheme', maxLength: 12 }).filter(plain);
/** Texts without two adjacent non-ASCII characters: such a pair may by chance be valid UTF-8. */
const westernText = fc
  .string({
    unit: fc.constantFrom('a', 'Z', ' ', ',', ';', '|', '\t', '"', 'éx', '€x', '’x', 'Šx'),
    maxLength: 8,
  })
  .filter(plain);

function rowsOf(text: fc.Arbitrary<string>): fc.Arbitrary<string[][]> {
  const line = text.filter(isNoRow);
  const notes = fc.tuple(line, line).map(([first, second]) => `${first}\n${second}`);
  const row = fc.tuple(
    idText,
    text,
    fc.constant('ada@example.com'),
    fc.constantFrom('Active', 'No'),
    fc.oneof(text, notes),
    text,
  );
  return fc.uniqueArray(row, { selector: ([id]) => id, minLength: 1, maxLength: 12 });
}

const dialect = fc.record({
  delimiter: fc.constantFrom(...delimiters),
  newline: fc.constantFrom('\n', '\r\n', '\r'),
  quoteAll: fc.boolean(),
  separatorLine: fc.boolean(),
  lastNewline: fc.boolean(),
});
type Dialect = typeof dialect extends fc.Arbitrary<infer T> ? T : never;

const files = fc
  .constantFrom<Encoding>('utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be', 'windows-1252')
  .chain((encoding) =>
    fc.record({
      encoding: fc.constant(encoding),
      rows: rowsOf(encoding === 'windows-1252' ? westernText : anyText),
      dialect,
      places: fc.array(fc.nat(2000), { maxLength: 20 }),
    }),
  );

function written(
  rows: readonly (readonly string[])[],
  { delimiter, newline, quoteAll, ...rest }: Dialect,
): string {
  const cell = (text: string): string =>
    quoteAll || /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = [headers, ...rows].map((row) => row.map(cell).join(delimiter));
  if (rest.separatorLine) lines.unshift(`sep=${delimiter}`);
  return lines.join(newline) + (rest.lastNewline ? newline : '');
}

describe('reading back', () => {
  it('gives any roster, in any dialect and encoding, cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(files, async ({ encoding, rows, dialect, places }) => {
        const { result, users } = await read(encoded(written(rows, dialect), encoding), places);
        if (!result.ok) throw new Error(result.error.message);
        expect(result.summary).toMatchObject({ rows: rows.length, users: rows.length, blankLines: 0 });
        expect(result.summary.delimiter).toBe(dialect.delimiter);
        let line = dialect.separatorLine ? 3 : 2;
        rows.forEach((row, at) => {
          expect(users[at]).toMatchObject({ position: at, line, accountId: row[0], cells: row });
          expect(users[at]?.name).toBe(row[1]?.trim());
          expect(users[at]?.problems.filter(({ blocks }) => blocks)).toEqual([]);
          line += row.join('').includes('\n') ? 2 : 1;
        });
      }),
      { numRuns: 300 },
    );
  });
});

const fragment = fc.constantFrom(
  'User id,User name,email\n',
  'User id;Group id;Group name\n',
  '5b10ac8d82e05b22cc7d4ef5,Ada,ada@example.com',
  '712020:978521a6-0000-4000-8000-00000000000a,"Ben',
  '5b10ac8d82e05b22cc7d4ef6,"Chloe",c@example.com\n',
  '"',
  '""',
  ',',
  ';',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '\0',
  'é',
  'x',
);
const garbage = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .array(fragment, { maxLength: 25 })
    .map((parts) => encoded(`User id,User name,email\n${parts.join('')}`, 'utf-8')),
  fc
    .array(fragment, { maxLength: 25 })
    .map((parts) => encoded(`User id,User name,email\n${parts.join('')}`, 'windows-1252')),
  fc.array(fragment, { maxLength: 10 }).map((parts) => encoded(parts.join(''), 'utf-16le')),
);

describe('bytes of any kind', () => {
  it('give the same result however they are cut, and never throw', async () => {
    await fc.assert(
      fc.asyncProperty(garbage, fc.array(fc.nat(400), { maxLength: 10 }), async (bytes, places) => {
        expect(await read(bytes, places)).toEqual(await read(bytes));
      }),
      { numRuns: 1000 },
    );
  });

  it('lose no line: each is a user, inside the row of a user, or counted as blank', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fragment, { maxLength: 25 }), async (parts) => {
        const text = `User id,User name,email\n${parts.join('')}`;
        const { result, users } = await read(text);
        if (!result.ok) {
          expect(result.error.hint).not.toBe('');
          return;
        }
        const lines = text.split(/\r\n|\n|\r/);
        expect(result.summary.rows).toBe(users.length);
        const starts = new Set(users.map(({ line }) => line));
        expect(starts.size).toBe(users.length);
        let current = -1;
        let blank = 0;
        lines.forEach((content, index) => {
          const line = index + 1;
          if (line === 1) return;
          const started = users.findIndex((user) => user.line === line);
          if (started >= 0) current = started;
          else if (/^[\s,"]*$/.test(content)) blank += 1;
          else {
            const user = users[current];
            // A row with a misplaced quote, or with more cells than the header, does not keep all of its cells.
            const isCut = codesOf(user).some((code) => code === 'field-count' || code === 'stray-quote');
            const inside = isCut || user?.cells.some((cell) => /[\r\n]/.test(cell));
            expect(inside, `line ${line}: ${content}`).toBe(true);
          }
        });
        expect(result.summary.blankLines).toBeLessThanOrEqual(blank);
        const eligible = users.filter(({ problems }) => problems.every(({ blocks }) => !blocks));
        const ids = eligible.map(({ accountId }) => accountId);
        expect(ids).not.toContain(null);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 1000 },
    );
  });
});

const codesOf = (user: { problems: readonly { code: string }[] } | undefined): string[] =>
  user?.problems.map(({ code }) => code) ?? [];
