import { describe, expect, it } from 'vitest';
import { readRoster } from '#lib/domain/roster/reader';
import type { ColumnMapping, ReadRosterResult, RosterUser } from '#lib/domain/roster/roster';

async function read(
  text: string,
  mapping: ColumnMapping | null = null,
): Promise<{ result: ReadRosterResult; users: RosterUser[] }> {
  const users: RosterUser[] = [];
  async function* file() {
    yield new TextEncoder().encode(text);
  }
  const result = await readRoster(file(), (batch) => users.push(...batch), { mapping });
  return { result, users };
}

const strange =
  'Konto;Wer;Post\n712020:a1;Ada Example;ada@example.com\n712020:b2;Ben Sample;ben@example.com\n';
const none: ColumnMapping = { accountId: null, email: null, name: null, status: null };

describe('unknown columns', () => {
  it('are refused with the first values of each, so that the admin can say what they are', async () => {
    const { result, users } = await read('Wer;Farbe\nAda Example;rot\nBen Sample;blau\n');
    expect(users).toEqual([]);
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: 'unknown-columns',
        columns: [
          { header: 'Wer', samples: ['Ada Example', 'Ben Sample'] },
          { header: 'Farbe', samples: ['rot', 'blau'] },
        ],
      },
    });
  });

  it('show no more than four rows of a long file', async () => {
    const { result } = await read(`Wer;Farbe\n${'Ada;rot\n'.repeat(10_000)}`);
    expect(result.ok ? [] : result.error.columns?.[0]?.samples).toHaveLength(4);
  });

  it('are read as the admin says', async () => {
    const { result, users } = await read(strange, { ...none, accountId: 0, email: 2, name: 1 });
    expect(result).toMatchObject({ ok: true, summary: { kind: 'account-list', users: 2 } });
    expect(users[0]).toMatchObject({ accountId: '712020:a1', name: 'Ada Example', email: 'ada@example.com' });
  });

  it('may have e-mail addresses only', async () => {
    const { result, users } = await read('Wer;Post\nAda;ada@example.com\n', { ...none, email: 1, name: 0 });
    expect(result).toMatchObject({ ok: true, summary: { kind: 'email-list' } });
    expect(users[0]).toMatchObject({ accountId: null, name: 'Ada', email: 'ada@example.com' });
  });

  it('settle which of two counts', async () => {
    const two = 'User id,Account ID,email\n712020:a1,712020:b2,ada@example.com\n';
    expect((await read(two)).result).toMatchObject({ ok: false, error: { code: 'ambiguous-columns' } });
    const { users } = await read(two, { ...none, accountId: 1, email: 2 });
    expect(users[0]?.accountId).toBe('712020:b2');
  });

  it.each([
    ['ann@example.com\nbob@example.com\n', { ...none, email: 0 }, ['ann@example.com', 'bob@example.com']],
    [
      'Ann;5b10ac8d82e05b22cc7d4ef5;x;x\nBob;5b10ac8d82e05b22cc7d4ef6;x;x\n',
      { ...none, accountId: 1, name: 0 },
      ['5b10ac8d82e05b22cc7d4ef5', '5b10ac8d82e05b22cc7d4ef6'],
    ],
  ])('lose nobody of a file without a header: %j', async (text, mapping, expected) => {
    const { result, users } = await read(text, mapping);
    expect(users.map(({ accountId, email }) => accountId ?? email)).toEqual(expected);
    expect(result).toMatchObject({
      summary: {
        columns: { 0: { header: 'Column 1' } },
        fileProblems: [
          {
            line: 1,
            message:
              'The file has no header. Lockstep read it from its first line on, with the columns that you chose.',
          },
        ],
      },
    });
  });

  it('may have a role, a group and a last-seen column under any name', async () => {
    const text =
      'Konto;Rolle;Team;Zuletzt;Last seen in Jira - acme\n712020:a1;Organization admin;ops;3 Jan 2024;4 Jan 2024\n';
    const mapping = { ...none, accountId: 0, orgRole: 1, groupName: 2, lastSeen: 3 };
    const { users } = await read(text, mapping);
    expect(users[0]).toMatchObject({ organisationAdmin: true, groups: ['ops'], lastSeen: '2024-01-03' });
    const { users: plain } = await read(text, { ...none, accountId: 0, orgRole: null });
    expect(plain[0]).toMatchObject({ orgRole: '', groups: [], lastSeen: '2024-01-04' });
  });

  it('may have their header on any line, or none', async () => {
    const text = 'Report\nKonto;Wer\n712020:a1;Ada\n';
    for (const [headerLine, lines, first] of [
      [2, [3], 'Konto'],
      [1, [2, 3], 'Report'],
      [null, [1, 2, 3], 'Column 1'],
    ] as const) {
      const { result, users } = await read(text, { ...none, accountId: 0, headerLine });
      expect(users.map(({ line }) => line)).toEqual(lines);
      expect(result).toMatchObject({ ok: true, summary: { headerLine, columns: { 0: { header: first } } } });
    }
    const { result } = await read(text, { ...none, accountId: 0, headerLine: 9 });
    expect(result).toMatchObject({ ok: false, error: { code: 'missing-header', rows: { length: 3 } } });
  });

  it('lose no user whom the admin calls the header', async () => {
    const { users } = await read('5b10ac8d82e05b22cc7d4ef5,Ada\n', { ...none, accountId: 0, headerLine: 1 });
    expect(users.map(({ line }) => line)).toEqual([1]);
  });

  it.each(['5d3f1422-c308-4965-8a70-abcde1234567', '1001', '5b10ac8d82e0'])(
    'lose no first line with an ID of another form: %s',
    async (id) => {
      const { users } = await read(`${id}\n${id}1\n`, { ...none, accountId: 0 });
      expect(users.map(({ line }) => line)).toEqual([1, 2]);
    },
  );

  it('never give an account ID that is not one', async () => {
    const { users } = await read(strange, { ...none, accountId: 1, email: 2 });
    expect(users.map(({ accountId }) => accountId)).toEqual([null, null]);
    expect(users[0]?.problems.map(({ code }) => code)).toContain('malformed-account-id');
  });
});
