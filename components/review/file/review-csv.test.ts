import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { listProblems, problemsCsv, savedName, usersCsv } from '#components/review/file/review-csv.ts';
import { hostile, liveParts } from '#test/samples/formulas';
import { sampleUser } from '#test/samples/review-user';
import { accepted, id } from '#test/samples/roster';

const columnsOf = (...headers: string[]) => headers.map((header) => ({ header, role: 'other' as const }));
const columns = columnsOf('User id', 'User name', 'Note');
const delimiters = fc.constantFrom(',', ';', '\t', '|');

it('saves users so that they read back cell by cell, with any delimiter', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '"', ',', ';', '\t', '|', '\n', '=', "'") });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }),
      delimiters,
      async (rows, delimiter) => {
        const users = rows.map((cells, at) => sampleUser(at, { cells: [id(at), ...cells] }));
        const { users: back } = await accepted(usersCsv({ columns, delimiter, name: 'a.csv' }, users));
        expect(back.map(({ cells }) => cells)).toEqual(users.map(({ cells }) => cells));
      },
    ),
  );
});

it('lists problems by line, each with its row', () => {
  const problem = { code: 'odd-email', message: 'Check it.', blocks: true } as const;
  const users = [
    sampleUser(0, { cells: ['b'], problems: [{ ...problem, line: 9 }] }),
    sampleUser(1, { cells: ['a'], problems: [{ ...problem, line: 3, blocks: false }] }),
  ];
  const text = problemsCsv(
    { columns: columns.slice(0, 1), delimiter: ',', name: 'a.csv' },
    listProblems(users),
  );
  expect(text.slice(1).split('\r\n')).toEqual([
    'Line,Problem,What to do,Can be deactivated,User id',
    '3,Unusual e-mail,Check it.,Yes,a',
    '9,Unusual e-mail,Check it.,No,b',
    '',
  ]);
  const ofSheet = problemsCsv(
    { columns, delimiter: ',', name: 'a.xlsx', sheet: 'Users' },
    listProblems(users),
  );
  expect(ofSheet.slice(1)).toMatch(/^Row,Problem/);
});

it('names what it saves after the file', () => {
  expect(savedName({ name: 'export-users.CSV' }, 'reviewed')).toBe('export-users-reviewed.csv');
  expect(savedName({ name: 'users.xlsx' }, 'problems')).toBe('users-problems.csv');
});

it('leaves a spreadsheet no formula in the list of problems, which has the cells of the file', () => {
  const cells = fc.tuple(hostile, hostile);
  fc.assert(
    fc.property(
      fc.array(cells, { minLength: 1, maxLength: 5 }),
      delimiters,
      hostile,
      (rows, delimiter, odd) => {
        const users = rows.map((row, at) =>
          sampleUser(at, {
            cells: row,
            problems: [{ code: 'odd-email', message: odd, line: at, blocks: true }],
          }),
        );
        const file = { columns: columnsOf(odd, 'Note'), delimiter, name: 'a.csv' };
        expect(liveParts(problemsCsv(file, listProblems(users)))).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});

it('saves the cells of the file as they are, with formulas', () => {
  const cells = ['=HYPERLINK("http://x","y")', 'a;=1+1', "'=1", '-'];
  const text = usersCsv({ columns: columnsOf('a', 'b', 'c', 'd'), delimiter: ',', name: 'a.csv' }, [
    sampleUser(0, { cells }),
  ]);
  expect(Papa.parse(text.slice(1), { skipEmptyLines: true }).data[1]).toEqual(cells);
});
