import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it, test } from 'vitest';
import { readRoster } from '#lib/domain/roster/reader';
import type { RosterUser } from '#lib/domain/roster/roster';
import { lateDoubts } from '#lib/domain/roster/users/late-doubts';
import type { WorkbookChoice } from '#lib/domain/workbook/reading';
import { accepted, blocked, codes, file, id, read, refused, row } from '#test/samples/roster';
import {
  type Cell,
  packed,
  relationships,
  type SampleSheet,
  sheetOf,
  workbook,
  workbookParts,
} from '#test/samples/workbook';

const header = ['User id', 'User name', 'email', 'User status', 'Org role'];
const ada = (digit: number, more: readonly Cell[] = ['Active', 'None']): Cell[] => [
  id(digit),
  'Ada Example',
  `ada${digit}@example.com`,
  ...more,
];

/** A result as it would be about a sheet, which has rows in place of lines. */
function saidOfSheet<T>(read: T): T {
  const text = JSON.stringify(read)
    .replaceAll(/\bLine(?=s? \d)/g, 'Row')
    .replaceAll(/\bline(?=s? \d)/g, 'row');
  return JSON.parse(text);
}

async function withChoice(bytes: Uint8Array, choice: WorkbookChoice) {
  const users: RosterUser[] = [];
  async function* chunks() {
    yield bytes;
  }
  const result = await readRoster(chunks(), (batch) => users.push(...batch), { workbook: choice });
  if (!result.ok) throw new Error(result.error.message);
  return { summary: result.summary, users };
}

describe('a workbook', () => {
  it('gives the users that the same CSV file gives', async () => {
    const csv = file(
      row(1),
      row(2, '"Müller, ""Bo"""'),
      '',
      row(3),
      `${id(1)},Ada Example,ada@example.com,Active`,
    );
    const rows = Papa.parse<string[]>(csv.trim()).data;
    for (const shared of [true, false]) {
      const fromCsv = await accepted(csv);
      const fromSheet = await accepted(workbook({ shared, sheets: [{ rows }] }));
      expect(fromSheet.users).toEqual(saidOfSheet(fromCsv.users));
      expect(fromSheet.summary).toEqual({
        ...saidOfSheet(fromCsv.summary),
        blankLines: 0,
        workbook: { sheet: 'Sheet1', hiddenRows: null },
      });
    }
  });

  it('has a remark on a user of whom a comment says that they stay, and a note on all comments', async () => {
    const comment = (cell: string, text: string) =>
      `<comment ref="${cell}" authorId="0"><text><r><rPr><b/></rPr><t>HR: </t></r><r><t>${text}</t></r></text></comment>`;
    const thread = (cell: string, text: string) =>
      `<threadedComment ref="${cell}" dT="2026-01-01T00:00:00Z"><text>${text}</text></threadedComment>`;
    const bytes = workbook({
      sheets: [{ rows: [header, ada(1), ada(2), ada(3), ada(4)] }],
      parts: {
        'xl/worksheets/_rels/sheet1.xml.rels': relationships([
          ['rId1', 'comments', '../comments1.xml'],
          ['rId2', 'threadedComment', '../threads/t1.xml'],
          ['rId3', 'comments', '../lost.xml'],
        ]),
        'xl/comments1.xml': `<comments><commentList>${comment('B2', 'do not\ndeactivate')}${comment('A3', 'left in March')}${comment('A5', 'Excel keeps a thread here')}</commentList></comments>`,
        'xl/threads/t1.xml': `<ThreadedComments>${thread('C4', 'Really?')}${thread('C4', 'Please keep')}${thread('A5', 'Fine')}</ThreadedComments>`,
      },
    });
    const { summary, users } = await accepted(bytes);
    expect(users.map(codes)).toEqual([['meant-to-stay'], [], ['meant-to-stay'], []]);
    expect(users[0]?.problems[0]?.message).toContain('The comment “HR: do not deactivate” on a cell');
    expect(summary.fileProblems.map(({ message }) => message)).toEqual([
      expect.stringContaining('4 cells have comments. The first one is on C4: “Really?”.'),
    ]);
  });

  it('has a remark on a user whose row is struck through', async () => {
    const struck = { xml: `<c s="1" t="inlineStr"><is><t>${id(2)}</t></is></c>` };
    const rows = [header, ada(1), [struck, ...ada(2).slice(1)]];
    const { users } = await accepted(
      workbook({ fonts: ['', '<strike/>'], formats: [0], sheets: [{ rows }] }),
    );
    expect(users.map(codes)).toEqual([[], ['meant-to-stay']]);
    expect(users[1]).toMatchObject({ accountId: id(2), problems: [{ blocks: false }] });
  });

  describe('with colours', () => {
    const solid = (colour: string) =>
      `<patternFill patternType="solid"><fgColor ${colour}/><bgColor indexed="64"/></patternFill>`;
    const fills = [
      '<patternFill patternType="none"/>',
      solid('rgb="FFFF0000"'),
      solid('theme="5" tint="0.4"'),
      solid('rgb="FFFFFFFF"'),
    ];
    /** A workbook with users whose cell of the ID has the style of this number. */
    const coloured = (styles: readonly number[], after = '') => {
      const cell = (style: number, text: string) => ({
        xml: `<c s="${style}" t="inlineStr"><is><t>${text}</t></is></c>`,
      });
      const users = styles.map((style, at) => [cell(style, id(at + 1)), ...ada(at + 1).slice(1)]);
      const top = header.map((text) => cell(2, text));
      return workbook({ fills, formats: [0, 0, 0], sheets: [{ rows: [top, ...users], after }] });
    };
    const notesOf = ({ summary }: Awaited<ReturnType<typeof accepted>>) =>
      summary.fileProblems.map(({ message }) => message);

    it('has a remark on each user whose row has another colour than most', async () => {
      const read = await accepted(coloured([0, 1, 0, 3, 0, 0, 2]));
      expect(read.users.map(codes)).toEqual([[], ['meant-to-stay'], [], [], [], [], ['meant-to-stay']]);
      expect(read.users[1]).toMatchObject({ accountId: id(2), problems: [{ blocks: false }] });
      expect(notesOf(read)).toEqual([
        expect.stringMatching(/^2 rows of the sheet have another colour than most. The first one is row 3\./),
      ]);
    });

    it('has a remark on each user without the colour that most rows have', async () => {
      const { users } = await accepted(coloured([1, 1, 0, 1]));
      expect(users.map(codes)).toEqual([[], [], ['meant-to-stay'], []]);
    });

    it('has only a note where as many rows have a colour as have none', async () => {
      const read = await accepted(coloured([0, 1, 0, 1]));
      expect(read.users.flatMap(codes)).toEqual([]);
      expect(notesOf(read)).toEqual([expect.stringContaining('2 rows of the sheet have another colour')]);
    });

    it('has no remark where only the header has a colour, or a whole column', async () => {
      for (const styles of [
        [0, 0, 3],
        [1, 1, 1],
      ]) {
        const read = await accepted(coloured(styles));
        expect([read.users.flatMap(codes), notesOf(read)]).toEqual([[], []]);
      }
    });

    it('notes rules that colour cells or strike them through, and not those that compare numbers', async () => {
      const rule = (type: string) =>
        `<conditionalFormatting sqref="A2:A9"><cfRule type="${type}" dxfId="0" priority="1"/></conditionalFormatting>`;
      const read = await accepted(coloured([0, 0], rule('expression')));
      expect(notesOf(read)).toEqual([expect.stringContaining('conditional formatting')]);
      expect(notesOf(await accepted(coloured([0, 0], rule('colorScale'))))).toEqual([]);
    });
  });

  it('has rows in every message, not lines', async () => {
    const rows = [
      ['Users of the example organisation'],
      header,
      ada(1),
      ada(1, ['Suspended', 'None']),
      [...ada(2).slice(0, 2), 'ada1@example.com', 'Active', 'None'],
      header.map((text) => text.toUpperCase()),
      ['# not these'],
      ['email', 'User id', 'User name', 'User status', 'Org role'],
      ada(3),
    ];
    const { users, summary } = await accepted(workbook({ sheets: [{ rows }] }));
    const messages = [
      ...users.flatMap(({ problems }) => problems.map(({ message }) => message)),
      ...summary.fileProblems.map(({ message }) => message),
    ];
    for (const part of [
      'The header is on row 2. Row 1 above it',
      'already on row 3',
      'Row 3 has the same e-mail address',
      'Row 6 is the header once more',
      'This row begins with #',
      'Row 8 is a header with other columns',
      'Row 8 above this row',
      'Rows 3 and 4 give',
    ]) {
      expect(messages.filter((message) => message.includes(part))).not.toEqual([]);
    }
    expect(messages.filter((message) => /\blines?\b/i.test(message))).toEqual([]);
    const shared = lateDoubts(summary)?.(users[0] as RosterUser)?.problems.at(-1)?.message;
    expect(shared).toContain('Row 5 has the same e-mail address');
  });

  it('of any table gives the users that the same CSV file gives', async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        'Active',
        'Suspended',
        'ada@example.com',
        'Organization admin',
        '2024-04-28',
        id(1),
        id(2),
      ),
      fc.string({ unit: fc.constantFrom(...'aé€,;\t 0-:@'), minLength: 1, maxLength: 8 }),
    );
    const table = fc.array(fc.tuple(cell, cell, cell, cell, cell), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const whole = [header, ...rows.map((cells) => [...cells.slice(0, 4), cells[4] || 'None'])];
        const csv = await read(`${Papa.unparse(whole, { quotes: true })}\n`);
        const sheet = await read(sheetOf(...whole));
        if (sheet.result.ok) delete sheet.result.summary.workbook;
        else delete sheet.result.error.inSheet;
        expect(sheet.result).toEqual(saidOfSheet(csv.result));
        expect(sheet.users).toEqual(saidOfSheet(csv.users));
      }),
    );
  });

  it('names rows by their number in the sheet, and adds the cells that it leaves out at the end of a row', async () => {
    const { users } = await accepted(sheetOf([], header, [], ada(1), ada(2, ['Active'])));
    expect(users.map(({ line, cells, problems }) => [line, cells.length, problems])).toEqual([
      [4, 5, []],
      [5, 5, []],
    ]);
  });

  it('blocks a row with a value beyond the header, and one with cells merged over columns', async () => {
    const rows = [header, ada(1, ['Active', 'None', 'shifted']), ada(2), ada(3)];
    const bytes = workbook({
      sheets: [{ rows, after: '<mergeCells><mergeCell ref="B3:C3"/></mergeCells>' }],
    });
    const { users } = await accepted(bytes);
    expect(users.map((user) => [blocked(user), ...codes(user)])).toEqual([
      [true, 'field-count'],
      [true, 'field-count'],
      [false],
    ]);
    expect(users[1]?.problems[0]?.message).toMatch(/merged/);
  });

  it('protects each row of a role that is merged over them', async () => {
    const rows = [header, ada(1, ['Active', 'Organization admin']), ada(2, ['Active', null])];
    const bytes = workbook({
      sheets: [{ rows, after: '<mergeCells><mergeCell ref="E2:E3"/></mergeCells>' }],
    });
    const { users } = await accepted(bytes);
    expect(users.map((user) => user.organisationAdmin)).toEqual([true, true]);
  });

  it('never repairs an account ID that became a number or a date', async () => {
    const damaged: Cell[] = [5.5e23, 557058, { xml: '<c r="A4" s="1"><v>45410</v></c>' }, true];
    const rows = [header, ...damaged.map((cell) => [cell, ...ada(1).slice(1)])];
    const { users } = await accepted(workbook({ sheets: [{ rows }], formats: [14] }));
    expect(users.map(({ accountId }) => accountId)).toEqual([null, null, null, null]);
    expect(users.map((user) => codes(user)[0])).toEqual(damaged.map(() => 'damaged-account-id'));
    expect(users[0]?.problems[0]?.message).toContain('5.5E+23');
  });

  it('has its dates as dates, and its notes with the file', async () => {
    const rows: Cell[][] = [
      [...header, 'Last seen in Jira - acme'],
      [...ada(1), { xml: '<c r="F2" s="1"><f>TODAY()</f><v>45410.75</v></c>' }],
    ];
    const { users, summary } = await accepted(workbook({ sheets: [{ rows }], formats: [22] }));
    expect(users[0]?.lastSeen).toBe('2024-04-28');
    expect(summary.fileProblems).toEqual([
      { line: 1, message: expect.stringContaining('1 cell has a formula') },
    ]);
  });

  it('that is asked about is read as the admin says', async () => {
    const rows = [header, ada(1), ada(2)];
    const bytes = workbook({
      sheets: [
        { name: 'Notes', rows: [['x']] },
        { name: 'Users', rows, rowAttributes: { 3: 'hidden="1"' } },
      ],
    });
    const whichSheet = await refused(bytes);
    expect(whichSheet).toMatchObject({
      code: 'workbook-question',
      workbook: { sheets: [{ name: 'Notes' }, { name: 'Users' }], hiddenRows: null },
    });
    await expect(withChoice(bytes, { sheet: 'Users', hiddenRows: null })).rejects.toThrow(
      '1 row of the sheet “Users” is hidden, for example by a filter.',
    );
    const { users, summary } = await withChoice(bytes, { sheet: 'Users', hiddenRows: 'leave-out' });
    expect(users.map(({ line }) => line)).toEqual([2]);
    expect(summary.fileProblems).toHaveLength(2);
    expect(summary.workbook).toEqual({ sheet: 'Users', hiddenRows: 'leave-out' });
  });

  it('with a file of two columns, but of a sheet wider than a review can be, is refused', async () => {
    const wide = Array.from({ length: 1_000 }, (_, at) => `Column ${at}`);
    const rows = [['User id', ...wide.slice(1)], ...Array.from({ length: 10_001 }, (_, at) => [id(at % 90)])];
    expect(await refused(sheetOf(...rows))).toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/cells/),
    });
  });
});

describe('a workbook that cannot be read is refused', () => {
  const parts = workbookParts({ sheets: [{ rows: [header, ada(1)] }] });
  const without = (name: string) =>
    Object.fromEntries(Object.entries(parts).filter(([each]) => each !== name));
  const withSheet = (sheet: SampleSheet) => workbook({ sheets: [sheet] });
  const compound = (stream: string) =>
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(2000),
      Buffer.from(stream, 'utf16le'),
    ]);
  const started = (main: string) =>
    packed({ '_rels/.rels': relationships([['rId1', 'officeDocument', main]]) });
  const openDocument = (kind: string) => packed({ mimetype: `application/vnd.oasis.opendocument.${kind}` });

  test.each<[string, Uint8Array, RegExp, RegExp]>([
    ['an old workbook', compound('Workbook'), /old Excel workbook \(\.xls\)/, /In Excel.*CSV UTF-8/],
    ['a workbook with a password', compound('EncryptedPackage'), /password/, /remove the password/],
    ['an old document', compound('WordDocument'), /old Word document/, /Export the users again/],
    ['a spreadsheet of LibreOffice', openDocument('spreadsheet'), /\.ods/, /LibreOffice.*UTF-8/],
    ['a text of LibreOffice', openDocument('text'), /OpenDocument/, /Export the users again/],
    [
      'a spreadsheet of Numbers',
      packed({ 'Index/Document.iwa': 'x' }),
      /\.numbers/,
      /Numbers.*Export To > CSV/,
    ],
    ['a binary workbook', started('xl/workbook.bin'), /\.xlsb/, /In Excel.*CSV UTF-8/],
    ['a document', started('word/document.xml'), /Word document/, /Export the users again/],
    ['an archive', packed({ 'users.csv': 'User id\n' }), /ZIP archive/, /unpack it/],
    ['an empty archive', packed({}), /ZIP archive/, /unpack it/],
    [
      'one cut short',
      workbook({ sheets: [{ rows: [header] }] }).subarray(0, 900),
      /cut short/,
      /save it again/,
    ],
    ['one without its sheet', packed(without('xl/worksheets/sheet1.xml')), /missing/, /save it again/],
    ['one without its texts', packed(without('xl/sharedStrings.xml')), /missing/, /save it again/],
    [
      'one with a sheet that is no XML',
      withSheet({ xml: '<worksheet><sheetData>' }),
      /well-formed/,
      /save it again/,
    ],
    [
      'one with a document type',
      withSheet({ xml: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hosts">]><worksheet>&e;</worksheet>' }),
      /DTD/,
      /save it again/,
    ],
    [
      'one with a text that is not there',
      sheetOf([{ xml: '<c t="s"><v>5</v></c>' }]),
      /text of a cell/,
      /save it again/,
    ],
    ['one with a number that is none', sheetOf([{ xml: '<c><v>five</v></c>' }]), /number/, /save it again/],
    ['one with a cell of a wrong type', sheetOf([{ xml: '<c t="x"><v>5</v></c>' }]), /type/, /save it again/],
    ['one with a cell twice', sheetOf(['a', { xml: '<c r="A1"><v>1</v></c>' }]), /order/, /save it again/],
    [
      'one with a cell of another row',
      sheetOf([{ xml: '<c r="A2"><v>1</v></c>' }]),
      /order/,
      /save it again/,
    ],
    [
      'one with a cell that has no place',
      sheetOf([{ xml: '<c r="XFE1"><v>1</v></c>' }]),
      /place/,
      /save it again/,
    ],
    [
      'one with a row twice',
      withSheet({ xml: '<worksheet><sheetData><row r="2"/><row r="2"/></sheetData></worksheet>' }),
      /order/,
      /save it again/,
    ],
    [
      'one with two sheets of one name',
      workbook({ sheets: [{ name: 'A' }, { name: 'A' }] }),
      /same name/,
      /save it again/,
    ],
    [
      'one with only a chart',
      packed({ ...parts, 'xl/_rels/workbook.xml.rels': relationships([['rId1', 'chartsheet', 'x.xml']]) }),
      /only charts/,
      /Export/,
    ],
    ['one without text', sheetOf([], [null, { xml: '<c s="1"/>' }]), /No cell/, /Export/],
    [
      'one with formulas that nobody computed',
      sheetOf(header, [{ xml: '<c r="A2"><f>B2</f></c><c r="B2"><f>1</f><v></v></c>' }]),
      /2 cells have formulas without a stored value.*A2/,
      /saving stores the values/,
    ],
    [
      'one with too many columns',
      withSheet({ rows: [[{ xml: '<c r="ALM1"><v>1</v></c>' }]] }),
      /1,000 columns/,
      /CSV/,
    ],
    [
      'one with too many rows',
      withSheet({
        xml: `<worksheet><sheetData>${'<row><c><v>1</v></c></row>'.repeat(200_002)}</sheetData></worksheet>`,
      }),
      /200,000 rows/,
      /CSV/,
    ],
    ['one that is too large', Buffer.concat([sheetOf(header), Buffer.alloc(50_000_000)]), /50 MB/, /CSV/],
  ])('%s', async (_, bytes, message, hint) => {
    const error = await refused(bytes);
    expect([error.message, error.hint]).toEqual([
      expect.stringMatching(message),
      expect.stringMatching(hint),
    ]);
  });

  it('but not for 1,048,576 formatted rows without text, which nobody sees', async () => {
    const empty = '<row/>'.repeat(1_048_574);
    const cells = (texts: readonly Cell[]) =>
      texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
    const xml = (first: string) => `<worksheet><sheetData>${first}${empty}</sheetData></worksheet>`;
    const rows = `<row>${cells(header)}</row><row>${cells(ada(1))}</row>`;
    expect((await accepted(withSheet({ xml: xml(rows) }))).users).toHaveLength(1);
    expect((await refused(withSheet({ xml: xml('') }))).message).toMatch(/No cell/);
  });
});

it('a damaged byte never changes a user without a word', async () => {
  const rows = [header, ada(1), ada(2, ['Suspended', 'Organization admin'])];
  const bytes = workbook({ shared: true, sheets: [{ rows }], formats: [14] });
  const { users } = await accepted(bytes);
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: bytes.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, flip) => {
        const damaged = bytes.slice();
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        const found = await read(damaged);
        if (found.result.ok) expect(found.users).toEqual(users);
      },
    ),
    { numRuns: 500 },
  );
});
