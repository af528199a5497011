import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDateFormat } from '#lib/domain/workbook/date-formats';
import { FileReading } from '#lib/domain/workbook/file-reading';
import type { WorkbookChoice } from '#lib/domain/workbook/reading';
import { dateOfSerial } from '#lib/domain/workbook/serial-date';
import { type Cell, escaped, type SampleWorkbook, sheetOf, workbook } from '#test/samples/workbook';

const rating = { score: () => 0, certain: 1 };
const notAsked: WorkbookChoice = { sheet: null, hiddenRows: null };

function read(bytes: Uint8Array, choice: WorkbookChoice = notAsked) {
  const file = new FileReading(rating, choice);
  const rows = [...file.push(bytes), ...file.end()].flat();
  return { rows, fault: file.fault, notes: file.notes };
}

function cells(bytes: Uint8Array, choice?: WorkbookChoice): string[][] {
  const { rows, fault } = read(bytes, choice);
  if (fault) throw new Error(JSON.stringify(fault));
  return rows.map((row) => row.cells);
}

const raw = (xml: string): Cell => ({ xml });

describe('the text of a cell', () => {
  test.each<[string, string, string, Partial<SampleWorkbook>?]>([
    ['an inline text', '<c t="inlineStr"><is><t>Ada</t></is></c>', 'Ada'],
    ['a shared text', '<c t="s"><v>1</v></c>', 'Ada', { strings: ['<t>Eve</t>', '<t>Ada</t>'] }],
    [
      'rich text, without the hints of how it is pronounced',
      '<c t="s"><v>0</v></c>',
      'Ada Example',
      {
        strings: [
          '<r><rPr><b/></rPr><t xml:space="preserve">Ada </t></r><r><t>Example</t></r><rPh sb="0" eb="3"><t>ei</t></rPh>',
        ],
      },
    ],
    [
      'a text with an escaped character',
      '<c t="inlineStr"><is><t>a_x0009_b_x005F_x0041_</t></is></c>',
      'a\tb_x0041_',
    ],
    ['a text in CDATA', '<c t="inlineStr"><is><t><![CDATA[<Ada>]]></t></is></c>', '<Ada>'],
    ['a number', '<c><v>42</v></c>', '42'],
    ['a number as its binary form has it', '<c t="n"><v>0.10000000000000001</v></c>', '0.1'],
    ['the number that was an account ID', '<c><v>5.5705811223344552E+23</v></c>', '5.5705811223344554E+23'],
    [
      'a number with more digits than a sheet keeps',
      '<c><v>1234567890123456</v></c>',
      '1.234567890123456E+15',
    ],
    ['a truth value', '<c t="b"><v>1</v></c>', 'TRUE'],
    ['an error', '<c t="e"><v>#N/A</v></c>', '#N/A'],
    ['a date of the strict edition', '<c t="d"><v>2024-04-28</v></c>', '2024-04-28'],
    ['a formula with a number', '<c><f>1+1</f><v>2</v></c>', '2'],
    ['a formula with a text', '<c t="str"><f>A1&amp;"x"</f><v>Adax</v></c>', 'Adax'],
    ['a formula with an empty text', '<c t="str"><f>""</f><v></v></c>', ''],
    ['a formatted cell without a value', '<c s="1"/>', '', { formats: [14] }],
    ['a date', '<c s="1"><v>45410</v></c>', '2024-04-28', { formats: [14] }],
    [
      'a date with a time',
      '<c s="1"><v>45410.545138888891</v></c>',
      '2024-04-28T13:05:00',
      { formats: [22] },
    ],
    [
      'a date in a format of its own',
      '<c s="2"><v>45410</v></c>',
      '2024-04-28',
      { formats: [0, 'dd\\.\\ mmm\\ yy;@'] },
    ],
    ['a date from 1904 on', '<c s="1"><v>43948</v></c>', '2024-04-28', { formats: [14], from1904: true }],
    ['a number beyond all dates', '<c s="1"><v>5570581122</v></c>', '5570581122', { formats: [14] }],
    [
      'a number in the format of a currency',
      '<c s="1"><v>45410</v></c>',
      '45410',
      { formats: ['"days" #,##0.00\\ [$€-407]'] },
    ],
  ])('%s', (_, xml, text, more = {}) => {
    const sample = {
      ...more,
      sheets: [{ rows: [[raw(xml), { xml: '<c t="inlineStr"><is><t>end</t></is></c>' }]] }],
    };
    expect(cells(workbook(sample))).toEqual([[text, 'end']]);
  });

  test.each([
    ['d/m/yyyy', true],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', true],
    ['h:mm AM/PM', true],
    ['yyyy"年"m"月"', true],
    ['General', false],
    ['0.00E+00', false],
    ['"ID "0', false],
    ['[Red]0', false],
    ['[h]:mm', false],
    ['0;[Red]"d"', false],
    ['@', false],
  ])('the format %s shows a date: %s', (code, is) => {
    expect(isDateFormat(code)).toBe(is);
  });

  test.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, null],
    [61, '1900-03-01'],
    [0.5, '12:00:00'],
    [0, null],
    [-1, null],
    [2_958_465, '9999-12-31'],
    [2_958_466, null],
    [Number.NaN, null],
    [45_410.999_999_999, '2024-04-29'],
  ])('day %s is %s', (serial, text) => {
    expect(dateOfSerial(serial, false)).toBe(text);
  });
});

describe('rows', () => {
  test('have their numbers in the sheet; rows and cells without text are none', () => {
    const { rows } = read(
      workbook({
        sheets: [
          {
            rows: [[], ['User id', null, 'Name'], [null, ''], [raw('<c r="A4" s="1"/>')], [null, 'x', null]],
          },
        ],
      }),
    );
    expect(rows.map(({ line, lastLine, cells }) => [line, lastLine, cells])).toEqual([
      [2, 2, ['User id', '', 'Name']],
      [5, 5, ['', 'x']],
    ]);
  });

  test('are counted where the sheet leaves their numbers and places out', () => {
    const xml =
      '<row><c t="inlineStr"><is><t>a</t></is></c><c/><c><v>1</v></c></row><row r="7"><c><v>2</v></c></row><row><c><v>3</v></c></row>';
    const sheet = `<worksheet><sheetData>${xml}</sheetData></worksheet>`;
    const { rows } = read(workbook({ sheets: [{ xml: sheet }] }));
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', '', '1'],
      [7, '2'],
      [8, '3'],
    ]);
  });

  test('with a value merged over rows have it each, and one merged over columns is marked', () => {
    const bytes = workbook({
      sheets: [
        {
          rows: [
            ['User id', 'Group', 'Status'],
            ['a', 'admins', 'x'],
            ['b', null, 'x'],
            ['c', 'others', null],
            ['d', null, null],
            ['e'],
          ],
          after:
            '<mergeCells count="3"><mergeCell ref="B2:B3"/><mergeCell ref="B4:C5"/><mergeCell ref="C6:C9"/></mergeCells>',
        },
      ],
    });
    const { rows, notes } = read(bytes);
    expect(rows.map(({ cells, flaws }) => [cells.join('|'), ...flaws])).toEqual([
      ['User id|Group|Status'],
      ['a|admins|x'],
      ['b|admins|x'],
      ['c|others', 'merged'],
      ['d|others', 'merged'],
      ['e'],
    ]);
    expect(notes).toEqual([expect.stringContaining(': B2:B3, B4:C5.')]);
  });

  test('with text that is struck through have that flaw', () => {
    const struck = (style: number, text: string) =>
      raw(`<c s="${style}" t="inlineStr"><is><t>${text}</t></is></c>`);
    const bytes = workbook({
      fonts: ['<b/>', '<strike/>', '<strike val="0"/>'],
      formats: [0, 0, 0],
      sheets: [
        { rows: [['User id'], [struck(0, 'a')], [struck(1, 'b')], [struck(2, 'c')], [struck(1, '')]] },
      ],
    });
    expect(read(bytes).rows.map(({ cells, flaws }) => [...cells, ...flaws])).toEqual([
      ['User id'],
      ['a'],
      ['b', 'struck'],
      ['c'],
    ]);
  });

  test('with a part of a text that is struck through have that flaw', () => {
    const part = (text: string, strike: string) => `<r><rPr><b/>${strike}</rPr><t>${text}</t></r>`;
    const texts = [
      `${part('a', '<strike/>')}${part(' stays', '')}`,
      `<r><t>b</t></r>${part(' no', '<strike val="0"/>')}`,
      `<t>c</t>${part(' ', '<strike/>')}`,
    ];
    const shared = texts.map((_, at) => [raw(`<c t="s"><v>${at}</v></c>`)]);
    const inline = texts.map((text) => [raw(`<c t="inlineStr"><is>${text}</is></c>`)]);
    for (const rows of [shared, inline]) {
      const found = read(workbook({ strings: texts, sheets: [{ rows }] })).rows;
      expect(found.map(({ flaws }) => flaws)).toEqual([['struck'], [], []]);
    }
  });

  test('without height are hidden', () => {
    const rows = [['User id'], ['a'], ['b']];
    const sheets = [{ rows, rowAttributes: { 2: 'ht="0" customHeight="1"', 3: 'ht="15"' } }];
    expect(read(workbook({ sheets })).fault).toMatchObject({ kind: 'hidden-rows', count: 1 });
  });

  test('with characters that cannot be seen have that flaw', () => {
    const [first, second] = read(sheetOf(['a\0b'], ['a\u202eb'])).rows;
    expect([first?.flaws, second?.flaws]).toEqual([['nul'], ['hidden']]);
  });
});

describe('what the admin must know', () => {
  test('of formulas, errors, hidden columns and macros', () => {
    const bytes = workbook({
      macros: true,
      sheets: [
        {
          before: '<cols><col min="2" max="2" hidden="1"/><col min="5" max="16384" hidden="1"/></cols>',
          rows: [
            ['a', 'b'],
            [raw('<c r="A2"><f>1</f><v>1</v></c>'), raw('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')],
          ],
        },
      ],
    });
    expect(read(bytes).notes).toEqual([
      '1 column of the sheet is hidden: B. Lockstep read it like the others.',
      expect.stringContaining('2 cells have formulas. The first one is A2.'),
      expect.stringContaining('1 cell has an error such as #N/A in place of a value. The first one is B2.'),
      'The workbook has macros. Lockstep never runs them.',
    ]);
  });

  test('nothing of a plain sheet', () => {
    expect(read(sheetOf(['User id'], ['a'])).notes).toEqual([]);
  });
});

describe('what only the admin can say', () => {
  const two = workbook({
    sheets: [
      { name: 'Cover' },
      { name: 'Leavers', rows: [[], ['User id', 'Name'], ['a', 'Ada']] },
      { name: 'Old & gone', state: 'hidden', rows: [['User id'], ['b']] },
    ],
  });

  test('is the sheet, if several have rows', () => {
    expect(read(two).fault).toEqual({
      kind: 'which-sheet',
      missing: null,
      sheets: [
        { name: 'Leavers', hidden: false, first: ['User id', 'Name'] },
        { name: 'Old & gone', hidden: true, first: ['User id'] },
      ],
    });
    const chosen = read(two, { sheet: 'Old & gone', hiddenRows: null });
    expect(chosen.rows.map((row) => row.cells)).toEqual([['User id'], ['b']]);
    expect(chosen.notes).toEqual([
      'Lockstep read the sheet “Old & gone” of this workbook. It did not read “Leavers”.',
    ]);
    expect(read(two, { sheet: 'Cover', hiddenRows: null }).fault).toMatchObject({ missing: 'Cover' });
  });

  test('is not the sheet, if only one has rows, unless the workbook hides it', () => {
    const rows = [['User id'], ['a']];
    expect(cells(workbook({ sheets: [{ name: 'Empty' }, { rows }] }))).toEqual(rows);
    const hidden = workbook({ sheets: [{ name: 'Empty' }, { state: 'veryHidden', rows }] });
    expect(read(hidden).fault).toMatchObject({ kind: 'which-sheet', sheets: [{ hidden: true }] });
  });

  test('is whether hidden rows are read', () => {
    const bytes = workbook({
      sheets: [
        {
          rows: [['User id'], ['a'], ['b'], [null], ['c']],
          rowAttributes: { 3: 'hidden="1"', 4: 'hidden="1"' },
        },
      ],
    });
    expect(read(bytes).fault).toEqual({ kind: 'hidden-rows', sheet: 'Sheet1', count: 1, ofUsersInSight: 0 });
    const left = read(bytes, { sheet: null, hiddenRows: 'leave-out' });
    expect(left.rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'User id'],
      [2, 'a'],
      [5, 'c'],
    ]);
    expect(left.notes).toEqual([expect.stringMatching(/^1 row of the sheet is hidden.*leave it out/)]);
    const all = read(bytes, { sheet: null, hiddenRows: 'read' });
    expect(all.rows.map(({ cells }) => cells[0])).toEqual(['User id', 'a', 'b', 'c']);
  });

  test('and then that hidden rows are about users in sight, whose groups they may name', () => {
    const account = '5b10ac8d82e05b22cc7d4e01';
    const manager = '5b10ac8d82e05b22cc7d4e02';
    const rows = [
      ['User id', 'Group name', 'Manager'],
      [account, 'leavers', manager],
      [account.toUpperCase(), 'org-admins', manager],
      [manager, 'leavers', ''],
    ];
    const bytes = workbook({ sheets: [{ rows, rowAttributes: { 3: 'hidden="1"', 4: 'hidden="true"' } }] });
    expect(read(bytes).fault).toMatchObject({ count: 2, ofUsersInSight: 1 });
    expect(read(bytes, { sheet: null, hiddenRows: 'leave-out' }).notes[0]).toMatch(
      /1 of them is about a user/,
    );
  });
});

describe('any table', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const cell = fc.oneof(
    text,
    text,
    fc.constant(''),
    fc.constantFrom('_x0041_', '\r\n', ' a ', '&lt;', '\ufeff'),
  );
  const table = fc.array(fc.array(cell, { maxLength: 5 }), { minLength: 1, maxLength: 8 });
  const style = fc.record({
    shared: fc.boolean(),
    prefix: fc.constantFrom(undefined, 'x', 'ss'),
  });

  test('is read as it was written, however it is stored', () => {
    fc.assert(
      fc.property(table, style, fc.nat({ max: 200 }), (rows, { shared, prefix }, at) => {
        const bytes = workbook({ shared, ...(prefix ? { prefix } : {}), sheets: [{ rows }] });
        const file = new FileReading(rating);
        const batches = [
          ...file.push(bytes.subarray(0, at)),
          ...file.push(bytes.subarray(at)),
          ...file.end(),
        ];
        const expected = rows.map(trimmed).filter((row) => row.length > 0);
        if (expected.length === 0) expect(file.fault?.kind).toBe('no-rows');
        else expect(batches.flat().map((row) => row.cells)).toEqual(expected);
      }),
    );
  });

  /** XML has no lone surrogates, and a sheet has no empty cells at the end of a row. */
  function trimmed(row: readonly string[]): string[] {
    const last = row.findLastIndex((each) => each !== '');
    return row.slice(0, last + 1);
  }

  test('is escaped by the sample as Excel does', () => {
    expect(escaped('a\0_x0041_')).toBe('a_x0000__x005F_x0041_');
  });
});
