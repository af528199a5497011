import { describe, expect, it } from 'vitest';
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { type FoundAccount, lookedUp, waitsForLookUp } from '#lib/domain/roster/look-up';
import { readRoster } from '#lib/domain/roster/reader';
import type { RosterUser } from '#lib/domain/roster/roster';

async function read(text: string): Promise<{ users: RosterUser[]; kind: string }> {
  const users: RosterUser[] = [];
  async function* file() {
    yield new TextEncoder().encode(text);
  }
  const result = await readRoster(file(), (batch) => users.push(...batch));
  if (!result.ok) throw new Error(result.error.message);
  return { users, kind: result.summary.kind };
}

const account = (id: string, parts: Partial<FoundAccount> = {}): FoundAccount => ({
  accountId: `712020:${id}`,
  email: 'ada@example.com',
  name: 'Ada Example',
  admin: false,
  ...parts,
});

describe('a list of e-mail addresses', () => {
  it('is kept, and says of each row what is missing', async () => {
    const { users, kind } = await read('Email\nada@example.com\nnot an address\n');
    expect(kind).toBe('email-list');
    expect(users.map(waitsForLookUp)).toEqual([true, false]);
    expect(users.map(({ accountId }) => accountId)).toEqual([null, null]);
    expect(users[1]?.problems.map(({ code }) => code)).toContain('missing-account-id');
    expect(users.every(({ problems }) => problems.some(({ blocks }) => blocks))).toBe(true);
  });

  it('gets an account, a name and what else is known where one account has the address', async () => {
    const [user] = (await read('Email\nada@example.com\n')).users;
    if (!user) throw new Error('nobody');
    const found = lookedUp(user, [account('a1', { admin: true }), account('a1')], new Map(), 'line');
    expect(found).toMatchObject({ accountId: '712020:a1', name: 'Ada Example', problems: [] });
    expect(lookedUp(user, [account('a1', { admin: true })], new Map(), 'line').organisationAdmin).toBe(true);
  });

  it('does not claim that nobody has an address, since Atlassian hides some', async () => {
    const [user] = (await read('Email\nada@example.com\n')).users;
    if (!user) throw new Error('nobody');
    const [problem] = lookedUp(user, [], new Map(), 'line').problems;
    expect(problem?.message).toMatch(/^Atlassian shows no account .* It hides some addresses\./);
  });

  it.each([
    [[], new Map(), 'not-found'],
    [[account('a1'), account('a2')], new Map(), 'found-twice'],
    [[account('a1')], new Map([[accountKey('712020:A1'), 2]]), 'duplicate'],
    [[account('no id at all')], new Map(), 'malformed-account-id'],
  ] as [FoundAccount[], Map<AccountKey, number>, string][])(
    'blocks the row where that is not certain: %j',
    async (found, taken, code) => {
      const [user] = (await read('Email\nada@example.com\n')).users;
      if (!user) throw new Error('nobody');
      const { problems } = lookedUp(user, found, taken, 'line');
      expect(problems).toMatchObject([{ code, blocks: true }]);
    },
  );
});
