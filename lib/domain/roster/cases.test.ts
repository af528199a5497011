/** Files as admins have them: made from public reports (`test/fixtures/cases`), with what must be read from each. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startDemoOrganisation } from '#lib/demo/server';
import type { RosterUser } from '#lib/domain/roster/roster';
import { lateDoubts } from '#lib/domain/roster/users/late-doubts';
import { isDoubtful } from '#lib/domain/roster/users/remarks';
import { blocked, codes, read } from '#test/samples/roster';

const folder = new URL('../../../test/fixtures/cases/', import.meta.url);

/** The users of a file, with the remarks that later rows showed; null if the file is refused. */
async function usersOf(bytes: Uint8Array | string): Promise<RosterUser[] | null> {
  const { result, users } = await read(bytes);
  if (!result.ok) return null;
  const doubt = lateDoubts(result.summary);
  return users.map((user) => doubt?.(user) ?? user);
}

const fileOf = (name: string) => readFileSync(new URL(name, folder));
const caseOf = async (number: string): Promise<RosterUser[]> => {
  const name = readdirSync(folder).find((each) => each.startsWith(`${number}-`)) ?? '';
  const users = await usersOf(fileOf(name));
  if (users === null) throw new Error(`refused: ${name}`);
  return users;
};

describe('in a sound file nobody is doubtful', () => {
  it.each(['01', '05', '09', '10', '13', '14', '15', '18', '25', '27', '31', '33', '34', '37', '39', '61'])(
    'case %s',
    async (number) => {
      const users = await caseOf(number);
      expect(users.filter(isDoubtful).map((user) => [user.line, ...codes(user)])).toEqual([]);
      expect(users.filter((user) => codes(user).some((code) => code === 'field-count'))).toEqual([]);
    },
  );

  it.each(['users', 'managed-accounts'] as const)('the %s export of the demo organisation', async (kind) => {
    const organisation = await startDemoOrganisation({ people: 2_000 });
    const users = (await usersOf(organisation.exportCsv(kind))) ?? [];
    await organisation.close();
    expect(users.length).toBeGreaterThan(1_000);
    expect(users.filter(isDoubtful).map((user) => [user.line, ...codes(user)])).toEqual([]);
  });
});

describe('the values of the cases', () => {
  it('01: all rows of a person count, and “Never logged in” is never', async () => {
    const users = await caseOf('01');
    expect(users.map(({ name, groups, lastSeen }) => [name, groups.length, lastSeen])).toEqual([
      ['Ana Example', 2, '2021-01-28'],
      ['Bo Example', 2, '2021-01-18'],
      ['Cy Example', 1, null],
      ['Di Example', 1, '2020-11-20'],
    ]);
  });

  it('05: true and false are statuses', async () => {
    expect((await caseOf('05')).map(({ status }) => status)).toEqual(['active', 'active', 'inactive']);
  });

  it('06: whom its own column says to keep, or leaves open, is doubtful, and nobody else', async () => {
    const users = await caseOf('06');
    const decided = users.map((user) => [user.cells[6], codes(user)]);
    expect(decided).toEqual([
      ['A desactiver', []],
      ['A garder', ['meant-to-stay']],
      ['A supprimer', []],
      ['?', ['meant-to-stay']],
    ]);
  });

  it('17: an account that another organisation has claimed is doubtful', async () => {
    const users = await caseOf('17');
    expect(users.map((user) => codes(user))).toEqual([[], ['not-claimed'], []]);
  });

  it('18: a member of the group of the organisation admins is one', async () => {
    expect((await caseOf('18')).map(({ name, organisationAdmin }) => [name, organisationAdmin])).toEqual([
      ['Ivy Example', true],
      ['Jax Example', false],
      ['Kai Example', false],
    ]);
  });

  it('27: cells missing at the end are blank', async () => {
    const users = await caseOf('27');
    expect(users.filter(({ accountId }) => accountId === null)).toEqual([]);
  });

  it('30: characters that cannot be seen are named, and no part of an address', async () => {
    const users = await caseOf('30');
    expect(users[0]?.problems[0]?.message).toContain('U+200B');
    expect(users[1]).toMatchObject({ email: 'hew@example.com' });
    expect(users.map((user) => blocked(user) || isDoubtful(user))).toEqual([true, true]);
  });

  it('31: German dates are read', async () => {
    expect((await caseOf('31')).map(({ lastSeen }) => lastSeen)).toEqual(['2024-05-12', '2024-04-28', null]);
  });
});

describe('a damaged file ticks nobody whose row it changed', () => {
  /** The lines of the users who start ticked; null if the file is refused. */
  it.each([
    ['01-upper-ids.csv', []],
    ['02-title-above.csv', [4]],
    ['03-role-header-renamed.csv', [3]],
    ['03b-role-header-nbsp.csv', [3]],
    ['05-comma-in-name-last-cell-dropped.csv', [3]],
    ['05b-cell-deleted-shift-left.csv', [3]],
    ['06-totals-row.csv', [2]],
    ['06b-cut-ids.csv', []],
    ['07-quote-in-unquoted-cell.csv', [3]],
    ['09-quote-in-header.csv', null],
    ['11-swallowed-line.csv', []],
    ['13-cut-in-last-cell.csv', [2]],
    ['15-newline-in-id.csv', [4]],
    ['16-status-true-false.csv', []],
    ['18-status-header-renamed.csv', []],
    ['20-zero-width-role.csv', []],
    ['24-sylk-like.csv', null],
  ] as const)('%s', async (name, ticked) => {
    const users = await usersOf(fileOf(`damaged/${name}`));
    const starts = users?.filter(
      (user) => !blocked(user) && !isDoubtful(user) && !user.organisationAdmin && user.status !== 'inactive',
    );
    expect(starts?.map(({ line }) => line) ?? null).toEqual(ticked);
  });
});
