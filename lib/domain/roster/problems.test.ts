import { describe, expect, it } from 'vitest';
import { unaskedDates, withAnsweredDates } from '#lib/domain/roster/cells/date-order';
import { lateDoubts } from '#lib/domain/roster/users/late-doubts';
import { accepted, blocked, codes, encoded, file, header, id, refused, row } from '#test/samples/roster';

it('letters that were read in the wrong encoding are named once', async () => {
  const rows = ['JosÃ© Example', 'MÃ¼ller', 'JOÃO Example'].map((name, at) => row(at + 1, name)).join('\n');
  const { summary, users } = await accepted(`${header}\n${rows}\n`);
  expect(summary.fileProblems).toEqual([
    { line: 2, message: expect.stringMatching(/“JosÃ© Example”.*wrong encoding/) },
  ]);
  expect(users.map(codes)).toEqual([[], [], []]);
  const sound = await accepted(`${header}\n${row(1, 'JOÃO “Zé” Â’Example')}\n`);
  expect(sound.summary.fileProblems).toEqual([]);
});

describe('a formula around a whole account ID', () => {
  it('that is not quoted again is no stray quote', async () => {
    const { users } = await accepted(`${header}\n="${id(1)}",Ada Example,ada@example.com,Active\n`);
    expect(users.map((user) => [user.accountId, codes(user)])).toEqual([[id(1), []]]);
  });

  it.each([
    `="${id(1)}",Ada "The Boss" Example,ada@example.com,Active`,
    `="${id(1)}" ,Ada,ada@example.com,="Active`,
    `x="${id(1)}",Ada,ada@example.com,Active`,
  ])('leaves other quotes stray: %s', async (text) => {
    const { users } = await accepted(`${header}\n${text}\n`);
    expect(users.map((user) => [user.accountId, codes(user)])).toEqual([[null, ['stray-quote']]]);
  });
});

describe('a doubtful row is shown and blocked', () => {
  it.each([
    ['to-look-up', 'n/a,Ada Example,ada@example.com,Active'],
    ['to-look-up', ',Ada Example,ada@example.com,Active'],
    ['damaged-account-id', '5.57058E+17,Ada Example,ada@example.com,Active'],
    ['malformed-account-id', 'Ada Example,Ada Example,ada@example.com,Active'],
    ['field-count', `${id(2)},Ada Example,ada@example.com,Active,Yes`],
    ['field-count', `${id(2)},Example, Ada,ada@example.com,Active`],
    ['misplaced-cells', `${id(2)},ada@example.com,Active,`],
    ['misplaced-cells', `${id(2)},Example,Ada,ada@example.com`],
    ['misplaced-cells', `${id(2)},Ada Example,ada@example.com,Organization admin`],
    ['misplaced-cells', `Ada Example,${id(2)},ada@example.com,Active`],
    ['misplaced-cells', `${id(2)},Deactivated,ada@example.com,Active`],
    ['stray-quote', `${id(2)},Ada "The Boss" Example,ada@example.com,Active`],
    [
      'several-lines',
      `${id(2)},"Ada
Example",ada@example.com,Active`,
    ],
    ['field-count', `${row(2)},`],
    ['stray-quote', `${id(2)},"Ada "The Boss" Example",ada@example.com,Active`],
    ['stray-quote', `${id(2)}, "Ada Example",ada@example.com,Active`],
    ['several-lines', `${id(2)},"Ada\nExample",ada@example.com,Active`],
    ['repeated-header', header.toUpperCase()],
    ['damaged-text', `${id(2)},Ada\0Example,ada@example.com,Active`],
  ])('%s: %j', async (code, text) => {
    const { users, summary } = await accepted(file(row(1), text, row(3)));
    expect(users).toHaveLength(3);
    expect(codes(users[1])).toEqual([code]);
    expect(users[1]).toMatchObject({ line: 3, accountId: null });
    expect(users[1]?.cells).toHaveLength(4);
    expect(blocked(users[1])).toBe(true);
    expect(summary.problems).toMatchObject({ [code]: 1 });
    expect([users[0], users[2]].map(codes)).toEqual([[], []]);
  });

  it('also one of a customer, whose ID is certain', async () => {
    const { users } = await accepted(
      file('qm:978521a6-0000-4000-8000-00000000000a:7,Ada Example,a@example.com,Active'),
    );
    expect(codes(users[0])).toEqual(['customer-account']);
    expect(blocked(users[0])).toBe(true);
  });

  it('shows every user in reach of a stray quote, and reads on after it', async () => {
    const { users } = await accepted(
      file(
        `${id(1)},"Ada" Example,ada@example.com,Active`,
        row(2),
        `${id(3)},"Chloe",c@example.com,Active`,
        row(4),
      ),
    );
    expect(users.map((user) => [user.line, user.accountId, blocked(user)])).toEqual([
      [2, null, true],
      [3, null, true],
      [4, null, true],
      [5, id(4), false],
    ]);
    expect(users[1]?.problems[0]?.message).toMatch(/line 2, .* line 4/);
  });

  it('finds users that a missing quote has hidden in the cell of another', async () => {
    const hidden = `${id(1)},"Ada Example,ada@example.com,Active\n${row(2)}\n${id(3)},Chloe",c@example.com,Active`;
    const { users } = await accepted(file(hidden, row(4)));
    expect(users.map((user) => [user.line, codes(user)])).toEqual([
      [2, ['several-lines']],
      [5, []],
    ]);
    expect(users[0]?.problems[0]?.message).toMatch(/line 2 to line 4/);
    const noted = `${id(1)},"note\n${id(2)},other"\n`;
    expect(codes((await accepted(`User id,Notes\n${noted}`)).users[0])).toEqual(['several-lines']);
  });

  it('does not mind line breaks in a note', async () => {
    const { users } = await accepted(
      `User id,User name,Notes\n${id(1)},Ada Example,"left in May\nsee ticket"\n${id(2)},Ben,\n`,
    );
    expect(users.map((user) => [user.line, codes(user)])).toEqual([
      [2, []],
      [4, []],
    ]);
    expect(users[0]?.cells[2]).toBe('left in May\nsee ticket');
  });

  it('whose bytes are not of the encoding of the rest', async () => {
    const bytes = [...encoded(file(row(1, 'Zoë'), row(2, 'Ren\u00e9e'), row(3, 'Jörg')), 'utf-8')];
    bytes.splice(bytes.lastIndexOf(0xa9), 1);
    const { users, summary } = await accepted(Uint8Array.from(bytes));
    expect(summary.encoding).toBe('utf-8');
    expect(users.map((user) => [user.name, blocked(user)])).toEqual([
      ['Zoë', false],
      ['Ren\ufffde', true],
      ['Jörg', false],
    ]);
  });
});

describe('a row that ends early', () => {
  it('is read, since a spreadsheet leaves out empty cells, and has a remark if a guard needs what is missing', async () => {
    const { users } = await accepted(
      `User id,User name,email,Jira,Confluence,Org role\n${id(1)},Ada,ada@example.com,Yes,,User\n${id(2)},Ben,ben@example.com\n`,
    );
    expect(users.map(codes)).toEqual([[], ['field-count']]);
    expect(users[1]).toMatchObject({ accountId: id(2), orgRole: '' });
    expect(users[1]?.problems[0]?.message).toContain('before Org role');
    const products = await accepted(
      `Email,Atlassian ID,Jira,Trello\nada@example.com,${id(1)},Yes,Yes\nben@example.com,${id(2)}\n`,
    );
    expect(products.users.map(codes)).toEqual([[], []]);
  });

  it('at the end of a file that has no line end is doubtful, and so is a last cell that may be cut off', async () => {
    const head = 'User id,User name,email,User status';
    const last = async (text: string) => codes((await accepted(`${head},Org role\n${text}`)).users.at(-1));
    expect(await last(`${row(1)},User`)).toEqual(['cut-off']);
    expect(await last(`${row(1)},"User"`)).toEqual([]);
    expect(await last(`${row(1)},User\n`)).toEqual([]);
    const whole = async (text: string) => codes((await accepted(`${head}\n${text}`)).users.at(-1));
    expect(await whole(row(1))).toEqual([]);
    expect(await whole(row(1).slice(0, -2))).toEqual(['cut-off', 'unknown-status']);
    expect(codes((await accepted(`account_id\n${id(1)}`)).users[0])).toEqual([]);
    expect(codes((await accepted(`User id,Notes\n${id(1)},left in M`)).users[0])).toEqual([]);
  });
});

describe('a piece of a row', () => {
  const columns = 'User id,User name,email,Org role';
  const line = (at: number) => `${id(at)},Ada,ada${at}@example.com,User`;
  const read = async (...lines: string[]) => {
    const { users } = await accepted([columns, ...lines, ''].join('\n'));
    return users.map((user) => [user.line, user.accountId, ...codes(user)]);
  };
  const uuid = '978521a6-0000-4000-8000-00000000000a';

  it('puts the rows before and after it in doubt', async () => {
    expect(await read('7', `12020:${uuid},Ada,ada@example.com,User`, line(2))).toEqual([
      [2, null, 'field-count'],
      [3, null, 'beside-fragment'],
      [4, id(2)],
    ]);
    expect(await read(line(1), `${id(2)},Ada,ada2@`, 'example.com,User', line(3), line(4))).toEqual([
      [2, id(1)],
      [3, null, 'field-count', 'odd-email', 'beside-fragment'],
      [4, null, 'field-count'],
      [5, null, 'beside-fragment'],
      [6, id(4)],
    ]);
    const { users } = await accepted(`account_id\n7\n12020:${uuid}\n712020:${uuid}\n`);
    expect(users.map(blocked)).toEqual([true, true, false]);
  });

  it('is not what a program writes below the last row', async () => {
    expect(await read(line(1), line(2), 'Total,2')).toEqual([
      [2, id(1)],
      [3, id(2)],
      [4, null, 'field-count'],
    ]);
  });
});

describe('a comment', () => {
  it('is no user, and is counted', async () => {
    const { users, summary } = await accepted(
      `${header}\n# leavers of May\n${row(1)}\n#${row(2)}\n  # end, of, them\n`,
    );
    expect(users.map(({ accountId }) => accountId)).toEqual([id(1)]);
    expect(summary).toMatchObject({ rows: 1, users: 1, commentLines: 3 });
    expect(summary.fileProblems).toEqual([
      { line: 2, message: expect.stringContaining('3 lines begin with #') },
    ]);
  });

  it('that has an account ID in its place may be a user', async () => {
    const { users } = await accepted(`User name,User id\n#dev,${id(1)}\n# of May,\n`);
    expect(users.map(codes)).toEqual([['commented-out']]);
  });
});

it('the same surplus in every row is a fault of the header, and one row alone is not', async () => {
  const surplus = (...rows: string[]) => `User id,User name\n${rows.join('\n')}\n`;
  const error = await refused(surplus(`${id(1)},Ada,Yes`, `${id(2)},Ben,No`));
  expect(error).toMatchObject({ line: 1, message: expect.stringContaining('the header has 2') });
  const { users } = await accepted(surplus(`${id(1)},Ada,Yes`, `${id(2)},Ben`));
  expect(users.map(codes)).toEqual([['field-count'], []]);
});

describe('the same account ID twice', () => {
  it('counts once; the later rows are blocked and name the first', async () => {
    const { users, summary } = await accepted(file(row(1), row(2), row(1), row(1)));
    expect(users.map(blocked)).toEqual([false, false, true, true]);
    expect(codes(users[2])).toEqual(['duplicate']);
    expect(users[3]?.problems[0]?.message).toContain('line 2');
    expect(summary).toMatchObject({ rows: 4, users: 4, contested: [], problems: { duplicate: 2 } });
  });

  it('for two people puts the first in doubt, too', async () => {
    const { users, summary } = await accepted(file(row(9), row(1), row(1, 'Ben Sample')));
    expect(codes(users[2])).toEqual(['duplicate']);
    expect(summary.contested).toEqual([1]);
    expect(summary.fileProblems).toEqual([{ line: 3, message: expect.stringContaining('3 and 4') }]);
  });

  it('with two statuses puts both rows in doubt', async () => {
    const { users, summary } = await accepted(file(row(1), row(1).replace('Active', 'Deactivated')));
    expect(users[1]?.problems[0]?.message).toContain('with another status');
    expect(summary.contested).toEqual([0]);
  });

  it('in upper and in lower case is one person, and the first row counts', async () => {
    const { users, summary } = await accepted(file(row(1), row(1).replace('5b10ac', '5B10AC')));
    expect(codes(users[1])).toEqual(['unusual-account-id', 'case-variant']);
    expect(users[1]?.problems[1]?.message).toContain('line 2, in upper or lower case');
    expect(blocked(users[0])).toBe(false);
    expect(blocked(users[1])).toBe(true);
    expect(summary.contested).toEqual([]);
  });
});

describe('two account IDs', () => {
  const doubted = async (text: string) => {
    const { users, summary } = await accepted(text);
    const doubt = lateDoubts(summary);
    return users.map((user) => [user.line, ...codes(doubt?.(user) ?? user)]);
  };

  it('with one address are both doubtful, in whatever spelling', async () => {
    const text = (name: string, at: number) => `${id(at)},Ada,${name}@example.com,Active`;
    expect(await doubted(file(text('ada', 1), text('ben', 2), text('ADA', 3), text('ada', 4)))).toEqual([
      [2, 'shared-address'],
      [3],
      [4, 'shared-address'],
      [5, 'shared-address'],
    ]);
  });

  it('of which one begins like another without its first digit: that one is doubtful', async () => {
    const uuid = (at: number) => `978521a6-0000-4000-8000-00000000000${at}`;
    const ids = [`12020:${uuid(1)}`, `712020:${uuid(2)}`, `70121:${uuid(3)}`, `557058:${uuid(4)}`];
    expect(await doubted(`account_id\n${ids.join('\n')}\n`)).toEqual([
      [2, 'unusual-account-id'],
      [3],
      [4],
      [5],
    ]);
  });
});

describe('problems that do not block are reported too', () => {
  it.each([
    ['odd-email', `${id(1)},Ada Example,ada at example.com,Active`],
    ['odd-email', `${id(1)},Ada Example,NaN,Active`],
    ['unknown-status', `${id(1)},Ada Example,ada@example.com,Dormant`],
    ['unknown-status', `${id(1)},Ada Example,ada@example.com,constructor`],
    ['unusual-account-id', 'Ada7,Ada Example,ada@example.com,Active'],
    ['hidden-characters', `${id(1)},Ada \u202eelpmaxE,ada@example.com,Active`],
    ['damaged-text', `${id(1)},Ren\ufffde,ada@example.com,Active`],
  ])('%s: %j', async (code, text) => {
    const { users } = await accepted(file(text));
    expect(codes(users[0])).toEqual([code]);
    expect(blocked(users[0])).toBe(false);
    expect(users[0]?.accountId).not.toBeNull();
  });

  it('a date that can be read in two ways leaves last seen unknown', async () => {
    const { users, summary } = await accepted(
      `User id,Last seen in Jira - acme,Last seen in Trello - acme\n${id(1)},03/01/2024,Never accessed\n${id(2)},03/02/2024,\n`,
    );
    expect(users[0]?.lastSeen).toBeUndefined();
    expect(codes(users[0])).toEqual([]);
    expect(summary.dateColumns).toEqual([
      {
        column: 1,
        example: { text: '03/01/2024', line: 2, dayFirst: '2024-01-03', monthFirst: '2024-03-01' },
        rows: 2,
        dayFirstSeen: null,
        monthFirstSeen: null,
        order: null,
      },
    ]);
    const answered = users.map((user) => withAnsweredDates(user, new Map([[1, 'month-first']])));
    expect(answered.map(({ lastSeen }) => lastSeen)).toEqual(['2024-03-01', '2024-03-02']);
    expect(withAnsweredDates({ ...answered[0] }, new Map()).lastSeen).toBeUndefined();
  });

  it('a file that an earlier version has read says that its dates were not asked about', async () => {
    const { summary } = await accepted(file(row(1)));
    expect(summary.dateColumns).toEqual([]);
    const problems = { ...summary.problems, 'unclear-date': 2 };
    expect(unaskedDates({ ...summary, problems })).toBe(0);
    expect(unaskedDates({ problems })).toBe(2);
    expect(unaskedDates({ problems: {} })).toBe(0);
  });

  it('the dates of a column that can be read in one way show its order', async () => {
    const { summary, users } = await accepted(
      `User id,Added to org,Last active\n${id(1)},05/06/2023,28/04/2024\n${id(2)},6/7/23,4/28/2024\n${id(3)},,7-8-2024\n`,
    );
    expect(summary.dateColumns).toMatchObject([
      { column: 1, rows: 2, example: { line: 2, dayFirst: '2023-06-05' }, dayFirstSeen: null },
      {
        column: 2,
        rows: 1,
        dayFirstSeen: { text: '28/04/2024', line: 2 },
        monthFirstSeen: { text: '4/28/2024', line: 3 },
      },
    ]);
    expect(users.map(({ lastSeen }) => lastSeen)).toEqual(['2024-04-28', '2024-04-28', undefined]);
  });

  it('rows of one account have one answer', async () => {
    const { users } = await accepted(
      `${header},Group id,Group name,Last seen in Jira - acme\n${row(1)},g1,a,03/04/2024\n${row(1)},g2,b,1 Feb 2024\n${row(1)},g3,c,05/04/2024\n`,
    );
    const [user] = users;
    expect(user?.lastSeen).toBeUndefined();
    const in24 = (order: 'day-first' | 'month-first') =>
      withAnsweredDates({ ...user }, new Map([[6, order]])).lastSeen;
    expect([in24('day-first'), in24('month-first')]).toEqual(['2024-04-05', '2024-05-04']);
  });

  it('two columns for the status that say different things make the row doubtful', async () => {
    const { users } = await accepted(
      `User id,User status,user status\n${id(1)},Active,Deactivated\n${id(2)},Active,active\n`,
    );
    expect(users.map(codes)).toEqual([['unknown-status'], []]);
    expect(users[0]?.problems[0]?.message).toContain('the other “Deactivated”');
  });

  it('if every row lacks the same number of cells, all rows are doubtful', async () => {
    const short = (rows: number[], other = '') =>
      accepted(`${header},Notes\n${rows.map((at) => `${row(at)}\n`).join('')}${other}`);
    const late = async (file: ReturnType<typeof short>) => {
      const { summary, users } = await file;
      const doubt = lateDoubts(summary);
      return users.map((user) => codes(doubt?.(user) ?? user));
    };
    expect(await late(short([1, 2, 3]))).toEqual([['field-count'], ['field-count'], ['field-count']]);
    // A spreadsheet leaves out the empty cells at the end of single rows.
    expect(await late(short([1, 2, 3], `${row(4)},a note\n`))).toEqual([[], [], [], []]);
    expect(await late(short([1, 2]))).toEqual([[], []]);
  });

  it('a file that is not UTF-8 says so, with its first such line', async () => {
    const { users, summary } = await accepted(
      encoded(file(row(1), row(2, 'Ren\u00e9e – Šz')), 'windows-1252'),
    );
    expect(users[1]?.name).toBe('Renée – Šz');
    expect(summary.encoding).toBe('windows-1252');
    expect(summary.fileProblems).toEqual([{ line: 3, message: expect.stringContaining('Windows-1252') }]);
  });
});
