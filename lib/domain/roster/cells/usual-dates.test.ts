import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saysOrganisationAdmin } from '#lib/domain/account/roles';
import { latestSeen } from '#lib/domain/roster/cells/last-seen';
import { misplacedCells } from '#lib/domain/roster/cells/misplaced-cells';
import { usualSeen } from '#lib/domain/roster/cells/usual-dates';

const columns = [
  { at: 0, blankIsNever: false },
  { at: 1, blankIsNever: true },
];

/**
 * Usual cells, and ones that look like them: full-width digits, a combining mark, blanks and marks that cannot be seen.
 */
const cell = fc.oneof(
  fc.constantFrom('', 'Never accessed', '3 Jan 2024', '28 Apr 2024', '29 Feb 2023', 'Never accessed '),
  fc.constantFrom('org admin', 'Active', 'active', 'ada@example.com', 'soon', '2024-01-03', '05/06/2024'),
  fc
    .tuple(
      fc.constantFrom('0', '1', '9', '28', '31', '32', '00', ' 3', '３', '\u200f3', '3\u0301'),
      fc.constantFrom(' ', '-', '\u00a0', '\u2009'),
      fc.constantFrom('Jan', 'Feb', 'Apr', 'Jun', 'Dec', 'jan', 'Xyz', 'Jın', 'Ｊan', 'Juß', 'Org'),
      fc.constantFrom(' ', '-', '\u00a0'),
      fc.constantFrom('2024', '2023', '0000', '24', '20x4', '２０24', '2024\u200b'),
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 14 }),
);

describe('cells as Atlassian writes them', () => {
  it('give the same as the exact reading', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 3 }), (cells) => {
        const usual = usualSeen(cells, columns);
        if (usual !== null) expect([cells, usual]).toEqual([cells, latestSeen(cells, columns)]);
      }),
      { numRuns: 3000 },
    );
  });

  it('are nothing that another rule looks for', () => {
    const plan = { columns: [{ header: 'Last seen', role: 'last-seen' }], email: -1, status: -1 };
    fc.assert(
      fc.property(cell, (text) => {
        if (usualSeen([text], columns.slice(0, 1)) === null) return;
        expect([text, misplacedCells([text], plan, null)]).toEqual([text, null]);
        expect([text, saysOrganisationAdmin(text)]).toEqual([text, false]);
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['3 Jan 2024', '28 Apr 2024', 'Never accessed', ''])(
    'are read without the other rules: “%s”',
    (text) => {
      expect(usualSeen([text], columns.slice(0, 1))).not.toBeNull();
    },
  );

  it.each(['Org admin', 'Active', '3 Jan 2024 org admin', '\u200f3 Jan 2024', '３ Jan 2024'])(
    'are not “%s”',
    (text) => expect(usualSeen([text, ''], columns)).toBeNull(),
  );
});
