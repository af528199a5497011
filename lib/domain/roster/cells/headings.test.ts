import { describe, expect, it, test } from 'vitest';
import { headsThoseWhoStay } from '#lib/domain/roster/cells/staying-words';
import { readRoster } from '#lib/domain/roster/reader';
import type { RosterUser } from '#lib/domain/roster/roster';
import { accepted, id } from '#test/samples/roster';
import { workbook } from '#test/samples/workbook';

/** The users who may be meant to stay, by position among those with an account ID. */
async function staying(file: string | Uint8Array): Promise<boolean[]> {
  const { users } = await accepted(file);
  return users
    .filter(({ accountId }) => accountId !== null)
    .map(({ problems }) => problems.some(({ code }) => code === 'meant-to-stay'));
}

const header = 'User id,User name,email';
const user = (digit: number): string => `${id(digit)},Ada Example,ada${digit}@example.com`;
const lines = (...all: string[]): string => `${all.join('\n')}\n`;

describe('a heading by which users may be meant to stay is about those below it', () => {
  test.each([
    ['in the first cell', 'Do not deactivate:,,'],
    ['in another cell', ',Users to keep,'],
    ['as a comment', '# --- keep these ---'],
    ['alone on its line', 'Exceptions'],
  ])('%s', async (_, heading) => {
    const file = lines(header, user(5), user(1), ',,', heading, user(2), user(3), user(4));
    const stay = await staying(file);
    expect(stay[0]).toBe(false);
    expect(stay.slice(-2)).toEqual([true, true]);
  });

  it('until the next heading', async () => {
    const file = lines(header, 'Keep,,', user(1), 'To be deactivated,,', user(2));
    expect(await staying(file)).toEqual([true, false]);
  });

  it('also where the header is repeated below it', async () => {
    const file = lines(header, user(1), ',Not to be removed,', header, user(2));
    expect(await staying(file)).toEqual([false, true]);
  });

  it('also above the header, and in a list without other columns', async () => {
    expect(await staying(lines('Do not deactivate these,,', header, user(1)))).toEqual([true]);
    expect(await staying(lines('accountId', id(1), 'Keep:', id(2)))).toEqual([false, true]);
  });

  it('also as the name of the sheet', async () => {
    const rows = [header.split(','), user(1).split(',')];
    expect(await staying(workbook({ sheets: [{ name: 'Do not deactivate', rows }] }))).toEqual([true]);
    expect(await staying(workbook({ sheets: [{ name: 'Leavers', rows }] }))).toEqual([false]);
  });

  test.each([
    ['Users to keep.csv', true],
    ['do_not_deactivate-2026.xlsx', true],
    ['exceptions.csv', true],
    ['export-users.csv', false],
    ['leavers who kept nothing.csv', false],
  ])('also as the name of the file %s: %s', async (name, stays) => {
    const users: RosterUser[] = [];
    async function* chunks() {
      yield new TextEncoder().encode(lines(header, user(1)));
    }
    await readRoster(chunks(), (batch) => users.push(...batch), { name });
    expect(users.map(({ problems }) => problems.length > 0)).toEqual([stays]);
  });

  it('is named in the remark', async () => {
    const { users } = await accepted(lines(header, 'Keep,,', user(1)));
    expect(users[1]?.problems.map(({ message }) => message)).toEqual([
      '“Keep”, the heading on line 2, may mean that this user stays. Check this before you select the user.',
    ]);
  });
});

test.each([
  ['Keep', true],
  ['KEEP THESE', true],
  ['Users to keep:', true],
  ['--- Do not delete ---', true],
  ['Exceptions', true],
  ['VIPs', true],
  ['Nicht deaktivieren', true],
  ['Keep confidential', false],
  ['Leavers of March', false],
  ['To be deactivated', false],
  ['Notes', false],
  ['Total: 5', false],
])('the heading %s heads those who stay: %s', (text, stays) => {
  expect(headsThoseWhoStay(text)).toBe(stays);
});
