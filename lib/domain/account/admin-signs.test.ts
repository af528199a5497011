import { describe, expect, it } from 'vitest';
import { adminSign } from '#lib/domain/account/admin-signs';

const sign = (groups: string[], cells: string[] = []) => adminSign({ groups, cells });

describe('a sign that somebody might be an organisation admin', () => {
  it.each([
    'org-admins',
    'org-admin',
    'ORG-ADMINS',
    'site-admins',
    'administrators',
    'jira-administrators',
    'system-administrators',
    'confluence-administrators',
    'jira-administrators-acme',
    'site-admins-acme',
    'jira-admins-acme',
    'Atlassian Admins',
    ' org-admins ',
  ])('is the group %j', (group) => {
    expect(sign(['everyone', group])).toBe(`Group ${group}`);
  });

  it.each([
    'Org Admin',
    'Organization admin',
    'organisation-admin',
    'is_admin',
    'OrgAdmin',
    'Site Administrator',
  ])('is the cell %j', (cell) => {
    expect(sign([], ['Ada Example', cell])).toBe(`“${cell}” in the file`);
  });

  it.each([
    ['jira-users', 'Administration'],
    ['administration-staff', 'Badminton'],
    ['badmintonspieler', 'None'],
    ['confluence-users', 'Administrative assistant'],
    ['', ''],
  ])('is neither the group %j nor the cell %j', (group, cell) => {
    expect(sign([group], [cell])).toBeNull();
  });

  it('names the group before a cell, and quotes little of a long one', () => {
    expect(sign(['org-admins'], ['Org Admin'])).toBe('Group org-admins');
    const quoted = sign([], [`Admin ${'x'.repeat(500)}`]) ?? '';
    expect(quoted.length).toBeLessThan(100);
  });
});
