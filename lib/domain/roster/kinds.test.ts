import { describe, expect, it } from 'vitest';
import { startsUnticked } from '#lib/domain/plan/selection';
import { isDoubtful, isExternal } from '#lib/domain/roster/users/remarks';
import { accepted, blocked, codes, header, id, row } from '#test/samples/roster';

describe('the users export', () => {
  it('is read as Atlassian writes it', async () => {
    const { summary, users } = await accepted(
      [
        'User id,User name,email,User status,Added to org,Org role,Last seen in Jira - acme,Last seen in Confluence - acme,Jira - acme',
        `712020:978521a6-0000-4000-8000-00000000000a,Ada Example,ada@example.com,Active,3 Jan 2024,Organization admin,Never accessed,28 Apr 2024,User`,
        `${id(1)},Ben Sample,ben@example.org,Deactivated,3 Jan 2024,NaN,Never accessed,Never accessed,`,
      ].join('\r\n'),
    );
    expect(summary).toMatchObject({
      kind: 'users-export',
      rows: 2,
      users: 2,
      delimiter: ',',
      encoding: 'utf-8',
    });
    expect(summary.columns.map(({ role }) => role)).toEqual([
      'account-id',
      'name',
      'email',
      'status',
      'added',
      'org-role',
      'last-seen',
      'last-seen',
      'product',
    ]);
    expect(users[0]).toMatchObject({
      position: 0,
      line: 2,
      accountId: '712020:978521a6-0000-4000-8000-00000000000a',
      name: 'Ada Example',
      status: 'active',
      organisationAdmin: true,
      lastSeen: '2024-04-28',
      problems: [],
    });
    expect(users[1]).toMatchObject({
      status: 'inactive',
      orgRole: '',
      organisationAdmin: false,
      lastSeen: null,
    });
  });

  it('of before 2021 is read, with Yes and No as status', async () => {
    const { summary, users } = await accepted(
      `id,name,email,active\n${id(1)},Ada Example,ada@example.com,Yes\n${id(2)},Ben Sample,ben@example.com,No\n`,
    );
    expect(summary.kind).toBe('users-export');
    expect(users.map(({ status }) => status)).toEqual(['active', 'inactive']);
  });

  it('with groups in one cell is read as a list', async () => {
    const { users } = await accepted(`${header},Groups\n${row(1)},"jira-users, site-admins"\n`);
    expect(users[0]?.groups).toEqual(['jira-users', 'site-admins']);
  });

  it.each([
    'Organization admin',
    'org-admin',
    'User access admin, ORGANISATION ADMIN',
    'atlassian/org-admin',
  ])('knows an organisation admin by “%s”', async (role) => {
    const { users } = await accepted(`${header},Org role\n${row(1)},"${role}"\n`);
    expect(users[0]?.organisationAdmin).toBe(true);
  });
});

describe('one row per user and group', () => {
  const pivot = `${header},Group id,Group name,Jira - acme\n`;

  it('makes one user of the rows of one account ID, in the order of the first', async () => {
    const { summary, users } = await accepted(
      `${pivot}${row(1)},g1,"Sales, EMEA",User\n${row(2, 'Ben Sample')},g1,"Sales, EMEA",\n${row(1)},g2,admins,Admin\n`,
    );
    expect(summary).toMatchObject({ rows: 3, users: 2 });
    expect(users.map(({ position, line, groups }) => [position, line, groups])).toEqual([
      [0, 2, ['Sales, EMEA', 'admins']],
      [1, 3, ['Sales, EMEA']],
    ]);
    expect(users[0]?.cells).toEqual([
      id(1),
      'Ada Example',
      'ada.1@example.com',
      'Active',
      'g1, g2',
      'Sales, EMEA, admins',
      'User, Admin',
    ]);
    expect(users[0]?.problems).toEqual([]);
  });

  it('blocks a user whose rows contradict one another, and names both lines', async () => {
    const { users } = await accepted(`${pivot}${row(1)},g1,a,\n${row(1, 'Ben Sample')},g2,b,\n`);
    expect(users).toHaveLength(1);
    expect(codes(users[0])).toEqual(['contradiction']);
    expect(users[0]?.problems[0]?.message).toMatch(/Line 3 .* line 2/);
    expect(blocked(users[0])).toBe(true);
  });

  it('does so also without group IDs, in any order, and a cell is then one group', async () => {
    const head = 'groupname,id,name,email,active';
    const line = (group: string, at: number) => `${group},${id(at)},Ada ${at},ada${at}@example.com,Yes`;
    const rows = [line('devs', 1), line('administrators', 2), line('"vip, all"', 1)];
    const { users, summary } = await accepted(`${head}\n${rows.join('\n')}\n`);
    expect(users.map(({ groups }) => groups)).toEqual([['devs', 'vip, all'], ['administrators']]);
    expect(users.map(codes)).toEqual([[], []]);
    expect(summary).toMatchObject({ rows: 3, users: 2 });
  });

  it('does not merge a shifted row', async () => {
    const { users } = await accepted(`${pivot}${row(1)},g1,a,\n${row(1)},g2,b,,\n`);
    expect(users.map((user) => [user.accountId, codes(user)])).toEqual([
      [id(1), []],
      [null, ['field-count']],
    ]);
  });

  it('blocks where group IDs and names do not pair up', async () => {
    const { users } = await accepted(`${pivot}${row(1)},"g1,g2","a,b,c",\n${row(2)},"g1,g2","a,b",\n`);
    expect(codes(users[0])).toEqual(['odd-groups']);
    expect(users[1]?.groups).toEqual(['a', 'b']);
  });

  it('counts an organisation admin in any row, and an unclear date in any row as unknown', async () => {
    const { users } = await accepted(
      `${header},Org role,Group id,Group name,Last seen in Jira - acme\n${row(1)},,g1,a,3 Jan 2024\n${row(1)},org-admin,g2,b,03/04/2025\n`,
    );
    expect(users[0]).toMatchObject({ organisationAdmin: true, lastSeen: undefined });
  });
});

describe('the other kinds of file', () => {
  it('reads the managed accounts export; an empty last active date is never', async () => {
    const { summary, users } = await accepted(
      `Name,Email,Status,Atlassian ID,Last active date [UTC],Jira\nAda Example,ada@example.com,Active,${id(1)},,acme\n`,
    );
    expect(summary.kind).toBe('managed-accounts-export');
    expect(users[0]).toMatchObject({ accountId: id(1), lastSeen: null, problems: [] });
  });

  it('the users of an external users export are all external, and nobody starts ticked', async () => {
    const { summary, users } = await accepted(
      `Email,Atlassian ID,Last active time,User access to products,Billable for Atlassian Guard Standard\nada@example.net,${id(1)},3 Jan 2024,Jira,Yes\n`,
    );
    expect(summary.kind).toBe('external-users-export');
    expect(codes(users[0])).toEqual(['external-user']);
    expect(users[0]?.problems[0]?.message).toMatch(/external user.*does not manage/);
    expect(isDoubtful(users[0] ?? { problems: [] })).toBe(true);
  });

  it.each([
    ['Claimed', 'External', 'external-user'],
    ['Claim status', 'unmanaged', 'external-user'],
    ['Managed account', 'Not managed', 'external-user'],
    ['Managed', 'No', 'not-claimed'],
    ['Claimed', 'Claimed by another organization', 'not-claimed'],
    ['Claim status', 'managed', undefined],
    ['Is managed', 'TRUE', undefined],
  ])('under %s, %j is %s', async (name, value, code) => {
    const { users } = await accepted(`User id,email,${name}\n${id(1)},a@example.com,${value}\n`);
    expect(codes(users[0])).toEqual(code === undefined ? [] : [code]);
    expect(isExternal(users[0] ?? { problems: [] })).toBe(code !== undefined);
  });

  it('an empty name column beside a filled one is not used', async () => {
    const { users, summary } = await accepted(
      `User id,Name,User name,email\n${id(1)},,Ada Example,a@example.com\n${id(2)},,,b@example.com\n`,
    );
    expect(users.map(({ name }) => name)).toEqual(['Ada Example', '']);
    expect(summary.columns.map(({ role }) => role)).toEqual(['account-id', 'other', 'name', 'email']);
    expect(summary.fileProblems).toEqual([
      { line: 1, message: expect.stringContaining('Only User name is used') },
    ]);
    const filled = await accepted(`User id,Name,User name\n${id(1)},,x\n${id(2)},Ada Example,y\n`);
    expect(filled.users.map(({ name }) => name)).toEqual(['', 'Ada Example']);
  });

  it.each([
    ['accountId,displayName,emailAddress,accountType,active', 'false'],
    ['account_id,displayName,email,active', 'FALSE'],
    ['accountId;name;AccountStatus', 'inactive'],
    ['accountId,name,accountType,email,status', 'inactive'],
  ])('a table of Atlassian’s API has the status of the account: %s', async (head, status) => {
    const delimiter = head.includes(';') ? ';' : ',';
    const at = (field: string): string =>
      /Id|_id/.test(field)
        ? id(1)
        : /mail/.test(field)
          ? 'ada@example.com'
          : /ype/.test(field)
            ? 'atlassian'
            : 'Ada';
    const cells = head.split(delimiter).map((field) => (/active|status/i.test(field) ? status : at(field)));
    const { summary, users } = await accepted(`${head}\n${cells.join(delimiter)}\n`);
    expect(summary.kind).toBe('api-list');
    expect(users.map((user) => [user.status, startsUnticked(user, summary.kind)])).toEqual([
      ['inactive', true],
    ]);
  });

  it('the status of another list with account IDs is not that of the account', async () => {
    const { summary, users } = await accepted(`Account ID,Name,Status\n${id(1)},Ada,Inactive\n`);
    expect(summary.kind).toBe('account-list');
    expect(users.map((user) => startsUnticked(user, summary.kind))).toEqual([false]);
  });

  it('tells the domain export by its column Claimed', async () => {
    const { summary } = await accepted(
      `Name,Email,Atlassian ID,Claimed\nAda Example,a@example.com,${id(1)},Yes\n`,
    );
    expect(summary.kind).toBe('domain-export');
  });

  it.each(['account_id', 'User id', ' ACCOUNTID '])(
    'reads a bare list of account IDs under “%s”',
    async (name) => {
      const { summary, users } = await accepted(`${name}\n${id(1)}\n\n ${id(2)} \n`);
      expect(summary).toMatchObject({ kind: 'account-list', blankLines: 1 });
      expect(users.map((user) => [user.accountId, user.line, user.status, user.problems])).toEqual([
        [id(1), 2, 'unknown', []],
        [id(2), 4, 'unknown', []],
      ]);
    },
  );
});

describe('a bare list of account IDs', () => {
  it.each(['', 'account_id\n', 'Account ID\n'])(
    'is read with the header %j, each line a user',
    async (top) => {
      const { users, summary } = await accepted(`${top}${id(1)}\n${id(2)}\n\n${id(1)}\n5.57E+17\n`);
      expect(summary).toMatchObject({ kind: 'account-list', rows: 4, users: 4, blankLines: 1 });
      expect(users.map((user) => user.accountId)).toEqual([id(1), id(2), id(1), null]);
      const first = top === '' ? 1 : 2;
      expect(users.map(({ line }) => line - first)).toEqual([0, 1, 3, 4]);
      expect(users.map(codes)).toEqual([[], [], ['duplicate'], ['damaged-account-id']]);
      expect(summary.fileProblems.map(({ line }) => line)).toEqual(top === '' ? [1] : []);
    },
  );
});
