import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccountId, parseAccountId } from '#lib/domain/account/account-id';
import { Identities } from '#lib/domain/roster/identities';

function idOf(text: string): AccountId {
  const id = parseAccountId(text);
  if (id === null) throw new Error(`no account ID: ${text}`);
  return id;
}

const said = (line: number, name: string, email: string, statusText = '') => ({
  line,
  name,
  email,
  statusText,
});

describe('remembering account IDs', () => {
  it('finds the first row of an ID again among many', () => {
    const identities = new Identities();
    for (let row = 0; row < 20_000; row += 1) {
      expect(identities.meet(idOf(`712020:${row}`), row, said(row + 2, '', '')).earlier).toBeNull();
    }
    for (let row = 0; row < 20_000; row += 1) {
      const { earlier } = identities.meet(idOf(`712020:${row}`), 50_000 + row, said(90_000, '', ''));
      expect(earlier).toEqual({
        position: row,
        line: row + 2,
        samePerson: true,
        sameStatus: true,
        sameSpelling: true,
      });
    }
  });

  it('tells whether two rows of an ID name the same person; a row that names nobody contradicts nobody', () => {
    const identities = new Identities();
    identities.meet(idOf('a'), 0, said(2, 'ada example', ''));
    expect(identities.meet(idOf('a'), 1, said(3, 'ada example', '')).earlier?.samePerson).toBe(true);
    expect(identities.meet(idOf('a'), 1, said(3, '', '')).earlier?.samePerson).toBe(true);
    expect(identities.meet(idOf('a'), 1, said(3, 'ben sample', '')).earlier?.samePerson).toBe(false);
  });

  it('tells whether they say the same status', () => {
    const identities = new Identities();
    identities.meet(idOf('a1'), 0, said(2, '', '', 'Active'));
    expect(identities.meet(idOf('a1'), 1, said(3, '', '', 'active')).earlier?.sameStatus).toBe(true);
    expect(identities.meet(idOf('a1'), 1, said(3, '', '', 'Deactivated')).earlier?.sameStatus).toBe(false);
  });

  it('takes no notice of case in names and addresses, also beyond ASCII', () => {
    const identities = new Identities();
    identities.meet(idOf('a'), 0, said(2, 'Élise EXAMPLE', 'elise@example.com'));
    const same = (name: string, email: string) =>
      identities.meet(idOf('a'), 1, said(3, name, email)).earlier?.samePerson;
    expect(same('éLISE Example', 'Elise@Example.COM')).toBe(true);
    expect(same('Elise Example', 'elise@example.com')).toBe(false);
    expect(same('Élise EXAMPLE', 'other@example.com')).toBe(false);
  });

  it('does as a plain map of IDs without capitals would', () => {
    const texts = fc.array(
      fc.string({ unit: fc.constantFrom('a', 'A', 'b', ':'), minLength: 1, maxLength: 4 }),
    );
    fc.assert(
      fc.property(texts, (ids) => {
        const identities = new Identities();
        const first = new Map<string, { id: string; row: number }>();
        ids.forEach((id, row) => {
          const { earlier } = identities.meet(idOf(id), row, said(row, '', ''));
          const expected = first.get(id.toLowerCase());
          expect(earlier?.position).toBe(expected?.row);
          expect(earlier?.sameSpelling).toBe(expected && expected.id === id);
          if (!expected) first.set(id.toLowerCase(), { id, row });
        });
      }),
    );
  });
});
