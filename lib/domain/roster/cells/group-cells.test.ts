import { describe, expect, it } from 'vitest';
import { ruleMatcher } from '#lib/domain/protection/protection-rule';
import { accepted, header, row } from '#test/samples/roster';

const top = `${header},Group name\n`;
const notesOf = (summary: { fileProblems: { message: string }[] }) =>
  summary.fileProblems.map(({ message }) => message);

describe('a cell of groups with a comma, in a file without group IDs', () => {
  it('is a list where one of its names fills another cell', async () => {
    const { users, summary } = await accepted(`${top}${row(1)},"devs, vip"\n${row(2)},devs\n`);
    expect(users[0]).toMatchObject({ groups: ['devs', 'vip'], groupsElse: ['devs, vip'] });
    expect(users[1]).toMatchObject({ groups: ['devs'] });
    expect(users[1]?.groupsElse).toBeUndefined();
    expect(notesOf(summary)).toEqual([]);
  });

  it('is one group where the file has a row for each group, and none of its names fills a cell', async () => {
    const { users, summary } = await accepted(
      `${top}${row(1)},"Sales, EMEA"\n${row(1)},devs\n${row(2)},"Sales, EMEA"\n`,
    );
    expect(users.map(({ groups }) => groups)).toEqual([['Sales, EMEA', 'devs'], ['Sales, EMEA']]);
    expect(users[1]?.groupsElse).toEqual(['Sales', 'EMEA']);
    expect(notesOf(summary)).toEqual([]);
  });

  it.each([`${row(1)},"Sales, EMEA"\n${row(2)},devs\n`, `${row(1)},"Sales, EMEA"\n${row(1)},Sales\n`])(
    'is shown as a list, with a note, where nothing shows what it is: %j',
    async (rows) => {
      const { users, summary } = await accepted(`${top}${rows}`);
      expect(users[0]?.groups).toEqual(['Sales', 'EMEA']);
      expect(notesOf(summary)).toEqual([
        expect.stringContaining('“Sales, EMEA” may be one group or several'),
      ]);
    },
  );

  it('is protected by a rule on either reading', async () => {
    for (const rows of [
      `${row(1)},"Sales, EMEA"\n`,
      `${row(1)},"Sales, EMEA"\n${row(1)},x\n`,
      `${row(1)},"Sales, EMEA"\n${row(2)},EMEA\n`,
    ]) {
      const { users } = await accepted(`${top}${rows}`);
      for (const pattern of ['Sales, EMEA', 'EMEA', 'Sales']) {
        expect(users[0] && ruleMatcher({ kind: 'group', pattern })(users[0])).toBe(true);
      }
    }
  });

  it('with group IDs, it is what their number says', async () => {
    const { users } = await accepted(`${header},Group id,Group name\n${row(1)},g1,"Sales, EMEA"\n`);
    expect(users[0]).toMatchObject({ groups: ['Sales, EMEA'] });
    expect(users[0]?.groupsElse).toBeUndefined();
  });
});
