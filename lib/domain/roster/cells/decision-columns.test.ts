import { describe, expect, it, test } from 'vitest';
import { decisionColumnsOf, findStayingDecision } from '#lib/domain/roster/cells/decision-columns';
import { accepted, codes, id } from '#test/samples/roster';

const asks = (header: string) => decisionColumnsOf([header], [])[0]?.asks ?? null;

test.each([
  ['Deactivate?', 'who-goes'],
  ['To be deactivated', null],
  ['to_disable', 'who-goes'],
  ['Remove user (Y/N)', 'who-goes'],
  ['Désactiver', 'who-goes'],
  ['À désactiver', 'who-goes'],
  ['A desactiver ?', 'who-goes'],
  ['Zu deaktivieren', 'who-goes'],
  ['Décision', 'what'],
  ['Keep', 'who-stays'],
  ['keepActive', 'who-stays'],
  ['Exception', 'who-stays'],
  ['ACTION', 'what'],
  ['Manager decision', 'what'],
  ['Do not deactivate', 'who-stays'],
  ["Don't delete!", 'who-stays'],
  ['Never disable', 'who-stays'],
  ['Nicht deaktivieren', 'who-stays'],
  ['Ne pas désactiver', 'who-stays'],
  ['Do_not_touch', 'who-stays'],
  ['OK to deactivate', 'who-goes'],
  ['Approved', 'who-goes'],
  ['Manager approval', 'who-goes'],
  ['Approved by', 'who-goes'],
  ['Legal hold', 'who-stays'],
  ['VIP', 'who-stays'],
  ['Still needed?', 'who-stays'],
  ['Needs access', 'who-stays'],
  ['Employment status', 'who-works'],
  ['User status', null],
  ['Notes', null],
  ['Billable', null],
  ['Deactivated', null],
  ['Deactivation date', null],
  ['Two-step verification', null],
])('the header %s asks %s', (header, expected) => {
  expect(asks(header)).toBe(expected);
});

/** The users who may be meant to stay, by their cells in a column with this header. */
function staying(header: string, ...cells: string[]): boolean[] {
  const rows = cells.map((cell) => ({ cells: [cell] }));
  const columns = decisionColumnsOf([header], rows);
  return rows.map((row) => findStayingDecision(row.cells, columns) !== null);
}

describe('a user may be meant to stay', () => {
  test.each<[string, [string, boolean][]]>([
    [
      'Do not deactivate',
      [
        ['x', true],
        ['no', false],
        ['', false],
      ],
    ],
    [
      'Approved',
      [
        ['yes', false],
        ['no', true],
        ['pending', true],
        ['Rejected by HR', true],
        ['', true],
      ],
    ],
    [
      'Employment status',
      [
        ['Terminated', false],
        ['Active', true],
        ['Parental leave', true],
        ['', false],
      ],
    ],
    [
      'Deactivate?',
      [
        ['yes', false],
        ['no', true],
        ['', true],
        ['N/A', true],
        ['x', false],
      ],
    ],
    [
      'Deactivate?',
      [
        ['no', true],
        ['', false],
      ],
    ],
    [
      'Keep',
      [
        ['yes', true],
        ['x', true],
        ['no', false],
        ['', false],
      ],
    ],
    [
      'Action',
      [
        ['deactivate', false],
        ['Keep!', true],
        ['do not disable', true],
        ['', true],
        ['none', true],
      ],
    ],
    [
      'Action',
      [
        ['keep', true],
        ['', false],
      ],
    ],
    [
      'ACTION',
      [
        ['A désactiver', false],
        ['Conserver', true],
        ['Ne pas désactiver', true],
      ],
    ],
    [
      'Answer of May',
      [
        ['Nicht deaktivieren', true],
        ['ja', false],
      ],
    ],
    [
      'Answer of May',
      [
        ['will not come', false],
        ['Keepers Ltd', false],
      ],
    ],
  ])('by the column %s: %j', (header, cells) => {
    expect(staying(header, ...cells.map(([cell]) => cell))).toEqual(cells.map(([, stays]) => stays));
  });

  it('is a remark on the row, with the cell and its column', async () => {
    const { users } = await accepted(
      `User id,User name,Action\n${id(1)},Ada,keep\n${id(2)},Ben,deactivate\n${id(3)},Cleo,\n`,
    );
    expect(users.map(codes)).toEqual([['meant-to-stay'], [], ['meant-to-stay']]);
    expect(users.map(({ problems: [first] }) => first?.blocks)).toEqual([false, undefined, false]);
    expect(users[0]?.problems[0]?.message).toContain('“keep” in the column “Action”');
    expect(users[2]?.problems[0]?.message).toContain('Empty in the column “Action”');
  });

  test.each([
    ['svc-jenkins DO NOT DISABLE', true],
    ['Ann Example (keep)', true],
    ['zz_do_not_delete_backup', true],
    ["Bob - don't touch", true],
    ['Nicht löschen: Ada', true],
    ['Keep Smith', false],
    ['Jo Keep', false],
    ['Nora Remover', false],
    ['Notan Deletti', false],
  ])('by the name %s: %s', async (name, stays) => {
    const { users } = await accepted(`User id,User name,email\n${id(1)},${name},a@example.com\n`);
    expect(users.map(codes)).toEqual([stays ? ['meant-to-stay'] : []]);
  });

  it('by a remark far below the first rows, under whatever header', async () => {
    const rows = Array.from({ length: 400 }, (_, at) => {
      const digits = at.toString(16).padStart(3, '0');
      return `5b10ac8d82e05b22cc7d4${digits},Ada,a${at}@example.com,${at === 399 ? 'Please do not deactivate' : 'ok'}`;
    });
    const { users } = await accepted(`User id,User name,email,Answer\n${rows.join('\n')}\n`);
    expect(users.filter((user) => codes(user).length > 0).map(({ position }) => position)).toEqual([399]);
  });
});
