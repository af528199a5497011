/** Header rows as Atlassian and other programs write them, and what can be wrong with a header. */
import { describe, expect, it } from 'vitest';
import type { ColumnRole } from '#lib/domain/roster/header/column-role';
import { accepted, blocked, codes, file, header, id, refused, row } from '#test/samples/roster';

/** The roles that a header row has, by role: the headers in the order of the file. */
async function understood(headers: string, values: string): Promise<Partial<Record<ColumnRole, string[]>>> {
  const { summary } = await accepted(`${headers}\n${values}\n`);
  const roles: Record<string, string[]> = {};
  for (const { header: name, role } of summary.columns) {
    if (role !== 'other' && role !== 'product') roles[role] = [...(roles[role] ?? []), name];
  }
  return roles;
}

describe('a header row seen in the wild', () => {
  it.each<[string, string, string, Partial<Record<ColumnRole, string[]>>]>([
    [
      'users export of 2018',
      'group_name,username,full_name,email,active,created,Last active in Confluence,Last active in Jira,Jira Software',
      'devs,ada,Ada Example,ada@example.com,Yes,13 Jul 2017,21 Jun 2018,Never logged in,Yes',
      {
        'group-name': ['group_name'],
        name: ['full_name'],
        email: ['email'],
        status: ['active'],
        added: ['created'],
        'last-seen': ['Last active in Confluence', 'Last active in Jira'],
      },
    ],
    [
      'users export of 2021',
      'groupname,id,name,email,active,created,Last seen in Jira Software,Last seen in Confluence,Jira Software',
      `devs,${id(1)},Ada Example,ada@example.com,Yes,4 Mar 2020,28 Jan 2021,16 Dec 2020,Yes`,
      {
        'group-name': ['groupname'],
        'account-id': ['id'],
        name: ['name'],
        email: ['email'],
        status: ['active'],
        added: ['created'],
        'last-seen': ['Last seen in Jira Software', 'Last seen in Confluence'],
      },
    ],
    [
      'accounts of a domain',
      'Name,Email,Atlassian ID,Status,Last active,Claimed,Billable,Policy type,Verified email',
      `Ada Example,ada@example.com,${id(1)},Active,2025-02-01,Yes,Yes,Billable,Yes`,
      {
        name: ['Name'],
        email: ['Email'],
        'account-id': ['Atlassian ID'],
        status: ['Status'],
        'last-seen': ['Last active'],
        claimed: ['Claimed'],
        billable: ['Billable'],
      },
    ],
    [
      'external users',
      'Email,Atlassian ID,Last active time,User access to products,Billable for Atlassian Guard Standard',
      `ada@example.com,${id(1)},2025-02-01,Jira,Yes`,
      {
        email: ['Email'],
        'account-id': ['Atlassian ID'],
        'last-seen': ['Last active time'],
        billable: ['Billable for Atlassian Guard Standard'],
      },
    ],
    [
      'Jira’s REST API',
      'accountId,displayName,emailAddress,accountType,active',
      `${id(1)},Ada Example,ada@example.com,atlassian,true`,
      { 'account-id': ['accountId'], name: ['displayName'], email: ['emailAddress'], status: ['active'] },
    ],
    [
      'a script',
      'AccountId,Email,EmailDomain,Name,AccountStatus,AccessBillable,ACTION,OrgLastActive,MaxAppLastActiveUtc',
      `${id(1)},ada@example.com,example.com,Ada Example,active,True,keep,2024-02-01,`,
      {
        'account-id': ['AccountId'],
        email: ['Email'],
        name: ['Name'],
        status: ['AccountStatus'],
        billable: ['AccessBillable'],
        'last-seen': ['OrgLastActive'],
      },
    ],
    [
      'the user browser of an app',
      'Account ID,Display Name,Email,Status,Last Active (Organization),Last Active (Product),Record Type,Group,Product,Role,Site',
      `${id(1)},Ada Example,ada@example.com,active,2025-02-01,,Group membership,jira-users,,,`,
      {
        'account-id': ['Account ID'],
        name: ['Display Name'],
        email: ['Email'],
        status: ['Status'],
        'last-seen': ['Last Active (Organization)', 'Last Active (Product)'],
        'group-name': ['Group'],
        'org-role': ['Role'],
      },
    ],
    [
      'a header with no-break spaces',
      'User\u00a0id,User\u00a0name,email,User\u00a0status,Org\u00a0role',
      `${id(1)},Ada Example,ada@example.com,Active,`,
      {
        'account-id': ['User\u00a0id'],
        name: ['User\u00a0name'],
        email: ['email'],
        status: ['User\u00a0status'],
        'org-role': ['Org\u00a0role'],
      },
    ],
    [
      'an export with a plainer status beside another',
      'User name,Email,Status,User Status,Remarks',
      'Ada Example,ada@example.com,Not Active,Active,Keep',
      { name: ['User name'], email: ['Email'], status: ['User Status'] },
    ],
  ])('%s is understood', async (_, headers, values, expected) => {
    expect(await understood(headers, values)).toEqual(expected);
  });

  it.each([
    ['UserKey,UserName,Type,OldEmail,NewEmail,Tombstone', 'J1,ada,INV,a@example,ada@example.com,FALSE'],
    ['First Name [Required],Email Address [Required],Status [READ ONLY]', 'Ada,ada@example.com,Suspended'],
    [
      'userPrincipalName,displayName,surname,mail,givenName,id,userType',
      'ada@example.org,Ada Example,Example,ada@example.com,Ada,8d2f0c11-0000-4000-8000-000000000001,Member',
    ],
    ['username,email,status,userid,fullname', 'ada,ada@example.com,Member,U000000001,Ada Example'],
    ['id,name,email', '1001,Ada Example,ada@example.com'],
    ['User id,name,email', '8d2f0c11-0000-4000-8000-000000000001,Ada Example,ada@example.com'],
    ['Konto,email', `${id(1)},ada@example.com`],
    ['manager account id,email', `${id(1)},ada@example.com`],
  ])('%s is asked about, with the first rows', async (headers, values) => {
    const error = await refused(`${headers}\n${values}\n`);
    expect(error.columns?.map((column) => column.header)).toEqual(headers.split(','));
    expect(error.rows).toEqual([
      { line: 1, cells: headers.split(',') },
      { line: 2, cells: values.split(',') },
    ]);
  });
});

describe('the values decide where a header is not certain', () => {
  it('a column id or userid with account IDs has the account IDs', async () => {
    for (const name of ['id', 'userid']) {
      const { users, summary } = await accepted(`${name},email,status\n${id(1)},ada@example.com,Inactive\n`);
      expect(users[0]?.accountId).toBe(id(1));
      // It is not known whose list this is, so its status is not Atlassian's.
      expect(summary.kind).toBe('account-list');
    }
  });

  it('a column with row numbers is named, and so is one with account IDs that is not read', async () => {
    expect(await refused('id,email\n1001,ada@example.com\n')).toMatchObject({
      code: 'unlikely-account-ids',
      message: expect.stringContaining('“id” do not look like account IDs of Atlassian: 1001'),
    });
    expect(await refused(`Konto,email\n${id(1)},ada@example.com\n`)).toMatchObject({
      code: 'unread-account-ids',
      message: expect.stringContaining('“Konto” look like account IDs'),
    });
  });

  it.each([
    (at: number) => `ari:cloud:identity::user/${id(at)}`,
    (at: number) => `https://admin.atlassian.com/o/1/users/${encodeURIComponent(id(at))}`,
    () => 'https://example.atlassian.net/people/5b10ac8d82e05b22cc7d4ef5?ref=x',
  ])(
    'a column with account IDs inside links is named: the e-mail addresses alone may lead to others',
    async (link) => {
      expect(await refused(`Profile,email\n${link(1)},ada@example.com\n`)).toMatchObject({
        code: 'unread-account-ids',
        message: expect.stringContaining('“Profile” have account IDs inside other text'),
        hint: expect.stringContaining('leave only the account ID in each cell of “Profile”'),
      });
    },
  );

  it('the IDs of another system in links are no account IDs', async () => {
    const { summary } = await accepted(
      'Card,email\nhttps://trello.example/c/5b10ac8d82e05b22cc7d4ef5,ada@example.com\n',
    );
    expect(summary.kind).toBe('email-list');
  });

  it('a refusal that quotes texts says that they may be garbled, if the file is not UTF-8', async () => {
    const row = [...Buffer.from(`,${id(1)},ada@example.com\n`)];
    // Windows-1251: Имя
    const file = Buffer.from([0xc8, 0xec, 0xff, ...Buffer.from(',Konto,Mail\n'), 0xc8, 0xe2, ...row]);
    expect(await refused(file)).toMatchObject({
      code: 'unread-account-ids',
      hint: expect.stringContaining('The file is not UTF-8: if its texts look wrong here'),
    });
  });

  it('an account ID that comes late in a column that is not read blocks its row', async () => {
    const rows = Array.from({ length: 300 }, (_, at) => `p${at}@example.com,`);
    const { users } = await accepted(`email,Konto\n${rows.join('\n')}\nlate@example.com,${id(1)}\n`);
    expect(users.map((user) => codes(user).join())).toEqual([
      ...rows.map(() => 'to-look-up'),
      'to-look-up,unread-account-id',
    ]);
    expect(users.at(-1)?.problems.at(-1)?.message).toContain('“Konto”');
  });

  it('a product of an unknown name is known by its site', async () => {
    const { summary } = await accepted(
      `User id,Last seen in Jira - acme,Focus - acme,Remarks - HR\n${id(1)},,User,\n`,
    );
    expect(summary.columns.map(({ role }) => role)).toEqual(['account-id', 'last-seen', 'product', 'other']);
  });
});

describe('rows above the header', () => {
  it.each([
    ['Users of Acme,,,\n', 1],
    ['Users of Acme\n', 1],
    ['Email addresses\n', 1],
    ['# version 2\n\nUsers of Acme\nExported 3 Jan 2024\n', 4],
    [`${'Notes\n'.repeat(19)}`, 19],
  ])('%j are skipped with a note', async (titles, lines) => {
    for (const delimiter of [',', ';', '\t']) {
      const text = `${titles}${file(row(1)).replaceAll(',', delimiter)}`;
      const { users, summary } = await accepted(text);
      expect(users.map(({ accountId, line }) => [accountId, line])).toEqual([[id(1), lines + 2]]);
      expect(summary).toMatchObject({ headerLine: lines + 1, rows: 1, delimiter });
      expect(summary.fileProblems).toEqual([
        { line: 1, message: expect.stringContaining(`The header is on line ${lines + 1}.`) },
      ]);
    }
  });

  it('are not looked through beyond line 20', async () => {
    const { rows } = await refused(`${'Notes\n'.repeat(20)}${file(row(1))}`);
    expect(rows?.map(({ line }) => line)).toEqual(Array.from({ length: 22 }, (_, at) => at + 1));
  });

  it('lose no user: one above a header is asked about', async () => {
    expect((await refused(`${row(1)}\n${file(row(2))}`)).code).toBe('missing-header');
  });
});

describe('a damaged header', () => {
  it.each([
    ['User id,User name,email,User status,Org role"', 'a quotation mark inside “Org role"”'],
    ['User id,"User\nname",email', 'a cell of several lines'],
    ['User id,User\0 name,email', 'NUL bytes'],
    [`User id,email,by ${id(1)}`, 'an account ID or an e-mail address inside'],
    ['User id,email (ask ada@example.com)', 'an account ID or an e-mail address inside'],
  ])('%j is refused', async (text, reason) => {
    expect(await refused(`${text}\n${row(1)}\n`)).toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining(reason),
    });
  });
});

describe('a header further down', () => {
  const joined = (second: string, ...rows: string[]): string => [file(row(1)), second, ...rows].join('\n');

  it('of other columns puts everything below it in doubt', async () => {
    const { users, summary } = await accepted(
      joined('User id,email,User name,User status', `${id(2)},b@example.com,Ben,Active`, row(3)),
    );
    expect(users.map((user) => [user.line, blocked(user)])).toEqual([
      [2, false],
      [4, true],
      [5, true],
      [6, true],
    ]);
    expect(codes(users[3])).toContain('other-header');
    expect(summary.fileProblems.map(({ line }) => line)).toEqual([4]);
  });

  it('of the same columns does not, however it is spelled', async () => {
    for (const second of [header, header.toUpperCase(), 'user_id,USER NAME,E-mail,User\u00a0status']) {
      const { users } = await accepted(joined(second, row(2)));
      expect(users.map(blocked)).toEqual([false, true, false]);
    }
  });

  it('with the products in another order does', async () => {
    const { users } = await accepted(
      [
        `User id,email,Jira,Trello`,
        `${id(1)},a@example.com,x,`,
        'User id,email,Trello,Jira',
        `${id(2)},b@example.com,x,`,
      ].join('\n'),
    );
    expect(users.map(blocked)).toEqual([false, true, true]);
  });
});

describe('a list without a header', () => {
  it('of addresses is read from its first line on', async () => {
    const { users, summary } = await accepted('ada@example.com\nben@example.com\n');
    expect(users.map(({ email, line }) => [email, line])).toEqual([
      ['ada@example.com', 1],
      ['ben@example.com', 2],
    ]);
    expect(summary).toMatchObject({ kind: 'email-list', headerLine: null });
    expect(summary.fileProblems).toHaveLength(1);
  });

  it('of recipients of a mail, in one line, is refused with what to do', async () => {
    const text = 'Ada Example <ada@example.com>; Ben Example <ben@example.com>; cy@example.com\n';
    expect(await refused(text)).toMatchObject({
      code: 'missing-header',
      message: expect.stringContaining('one line with 3 users side by side'),
      hint: 'Write each account ID or e-mail address on a line of its own.',
    });
  });

  it('in one line is refused with what to do', async () => {
    for (const text of ['ada@example.com, ben@example.com,\n', `${id(1)};${id(2)}\n`]) {
      const error = await refused(text);
      expect(error).toMatchObject({
        code: 'missing-header',
        hint: expect.stringContaining('line of its own'),
      });
    }
  });
});
