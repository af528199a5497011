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
              'The file has no header: it was read from its first line on, with the columns that you chose.',
          },
        ],
      },
    });
  });

  it('never give an account ID that is not one', async () => {
    const { users } = await read(strange, { ...none, accountId: 1, email: 2 });
    expect(users.map(({ accountId }) => accountId)).toEqual([null, null]);
    expect(users[0]?.problems.map(({ code }) => code)).toContain('malformed-account-id');
  });
});
