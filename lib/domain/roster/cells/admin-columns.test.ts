import { describe, expect, it } from 'vitest';
import { adminColumnsOf, readAdminColumns } from '#lib/domain/roster/cells/admin-columns';
import { accepted, codes, header, id } from '#test/samples/roster';

describe('a column that answers whether somebody is an administrator', () => {
  it.each([
    ['Org admin', true],
    ['OrgAdmin', true],
    ['is_org_admin', true],
    ['Organization administrator?', true],
    ['Organisation Admins', true],
    ['orgadmin', true],
    ['Admin', false],
    ['Is admin', false],
    ['Administrator', false],
  ])('is told by its header: %s', (text, isOfOrganisation) => {
    expect(adminColumnsOf(['User id', text])).toEqual([{ at: 1, isOfOrganisation }]);
  });

  it.each(['Org admin contact', 'Admin notes', 'Administration', 'Org role', 'Added to org', 'Jira admin'])(
    'is no other column: %s',
    (text) => expect(adminColumnsOf([text])).toEqual([]),
  );

  it.each(['Yes', 'TRUE', '1', 'x', 'Ja', 'sí', '✓'])('“%s” is yes', (text) => {
    expect(readAdminColumns([text], [{ at: 0, isOfOrganisation: true }])).toEqual({
      is: 'organisation-admin',
    });
    expect(readAdminColumns([text], [{ at: 0, isOfOrganisation: false }])).toEqual({
      is: 'unknown',
      at: 0,
      text,
    });
  });

  it.each(['', 'No', 'false', '0', '-', 'Nein', 'não'])('“%s” is no', (text) => {
    expect(readAdminColumns([text], [{ at: 0, isOfOrganisation: true }])).toEqual({ is: 'no' });
  });

  it('protects whom it names, and puts in doubt whom it may mean', async () => {
    const line = (at: number, cell: string) => `${id(at)},Ada ${at},ada.${at}@example.com,Active,${cell}\n`;
    const { users } = await accepted(
      `${header},Org Admin\n${line(1, 'Yes')}${line(2, 'No')}${line(3, '')}${line(4, 'since May')}`,
    );
    expect(users.map((user) => [user.organisationAdmin, codes(user)])).toEqual([
      [true, []],
      [false, []],
      [false, []],
      [false, ['unknown-role']],
    ]);
  });
});
