import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvLines, escapeCell, guardCell, unescapeCell } from '#lib/domain/csv/writing';
import { protectionsCsv } from '#lib/domain/protection/protection-file';
import { readProtections } from '#lib/domain/protection/read-protections';
import { reportCsv } from '#lib/domain/report/csv';
import { atOnce } from '#lib/domain/text/pieces';
import { anyText, hostile, liveParts } from '#test/samples/formulas';
import { everyRow, reportRowParts } from '#test/samples/report';

/** Rows of cells with everything that a CSV file has a meaning for. */
const rowsOfCells = fc.array(
  fc.array(
    fc.oneof(
      anyText,
      fc.string({ unit: fc.constantFrom(',', ';', '|', '\t', '"', '\r', '\n', ' ', '\ufeff', 'a') }),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
  { minLength: 1, maxLength: 4 },
);
const delimiters = fc.constantFrom(',', ';', '\t', '|', ':');

describe('lines of a file', () => {
  it('are those that PapaParse writes, with quotes also for blanks at an edge and for other delimiters', () => {
    fc.assert(
      fc.property(rowsOfCells, delimiters, (rows, delimiter) => {
        const quotes = (cell: unknown): boolean => /^\s|\s$|[,;|\t]/.test(String(cell));
        expect(csvLines(rows, delimiter)).toBe(
          `${Papa.unparse(rows, { delimiter, newline: '\r\n', quotes })}\r\n`,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('read back as the same cells', () => {
    fc.assert(
      fc.property(rowsOfCells, delimiters, (rows, delimiter) => {
        const { data } = Papa.parse<string[]>(csvLines(rows, delimiter), { delimiter, newline: '\r\n' });
        expect(data.slice(0, -1)).toEqual(rows);
      }),
    );
  });
});

describe('no spreadsheet finds a formula', () => {
  it('in the report', () => {
    const row = fc.record(reportRowParts(hostile));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        expect(liveParts([...reportCsv(rows, everyRow())].join(''))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('in the list of protections', () => {
    const item = fc.record({
      kind: fc.constantFrom('account' as const, 'name' as const),
      value: hostile,
      name: hostile,
      email: hostile,
      reason: hostile,
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 5 }), (items) => {
        expect(liveParts([...protectionsCsv(items)].join(''))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a guarded cell', () => {
  it.each([
    ['a;=1+1', "a;'=1+1"],
    ['a\t=1+1', "a\t'=1+1"],
    ['a, +1|@x', "a,' +1|'@x"],
    ['a;"=1+1', `a;'"=1+1`],
    ['a\r\n=1', "a\r\n'=1"],
    ['\n=1', "'\n'=1"],
    ['a;-\n-', "a;'-\n'-"],
    ["'=1", "'=1"],
    ['=1', "'=1"],
    ['- ', "'- "],
  ])('of %j is %j', (text, guarded) => {
    expect(guardCell(text)).toBe(guarded);
  });

  it.each([
    'ada-b@example.com',
    'Ada Example-Sample (he/him)',
    '712020:aaaaaaaa-0000-4000-8000-000000000000',
    'a|-b',
    'a-b; c-d, e=f',
    'https://x.example/?a=1;b=2',
    "O'Brien",
  ])('of %j is the same', (text) => {
    expect(guardCell(text)).toBe(text);
    expect(escapeCell(text)).toBe(text);
  });

  it('is made in time linear in the text', () => {
    const long = `${' \t'.repeat(200_000)};${' "'.repeat(200_000)}`;
    expect(guardCell(`a${long}`)).toBe(`a${long}`);
    expect(unescapeCell(escapeCell(`a${long}=`))).toBe(`a${long}=`);
  });
});

describe('an escaped cell', () => {
  it('reads back the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(unescapeCell(escapeCell(text))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('of an earlier version reads back the same', () => {
    const earlier = (text: string) => (/^['=+\-@\t\r\n\0＝＋－＠]/.test(text) ? `'${text}` : text);
    fc.assert(
      fc.property(anyText, (text) => {
        expect(unescapeCell(earlier(text))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('is a cell of the list of protections, which reads back the same', () => {
    const kind = 'account' as const;
    const items = fc.record({ name: anyText, email: anyText, reason: anyText });
    fc.assert(
      fc.property(items, (texts) => {
        const list = [{ kind, value: 'svc-1', ...texts }];
        const file = new TextEncoder().encode([...protectionsCsv(list)].join(''));
        expect(atOnce(readProtections(file))).toEqual({ ok: true, items: list });
      }),
      { numRuns: 500 },
    );
  });
});
