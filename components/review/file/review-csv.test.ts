import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listProblems, problemsCsv, savedName, usersCsv } from '#components/review/file/review-csv.ts';
import { sampleUser } from '#components/review/who/sample-user.ts';
import { accepted, id } from '#test/samples/roster';

const columns = ['User id', 'User name', 'Note'].map((header) => ({ header, role: 'other' }));

it('saves users so that they read back cell by cell, with any delimiter', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '"', ',', ';', '\t', '|', '\n', '=', "'") });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }),
      fc.constantFrom(',', ';', '\t', '|'),
      async (rows, delimiter) => {
        const users = rows.map((cells, at) => sampleUser(at, { cells: [id(at), ...cells] }));
        const { users: back } = await accepted(usersCsv({ columns, delimiter, name: 'a.csv' }, users));
        expect(back.map(({ cells }) => cells)).toEqual(users.map(({ cells }) => cells));
      },
    ),
  );
});

it('lists problems by line, each with its row', () => {
  const problem = { code: 'odd-email', message: 'Check it.', blocks: true };
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
    '3,Odd e-mail,Check it.,Yes,a',
    '9,Odd e-mail,Check it.,No,b',
    '',
  ]);
});

it('names what it saves after the file', () => {
  expect(savedName({ name: 'export-users.CSV' }, 'reviewed')).toBe('export-users-reviewed.csv');
});
