import { describe, expect, it } from 'vitest';
import { readRole, saysOrganisationAdmin } from '#lib/domain/account/roles';

describe('the words for an organisation admin', () => {
  it.each([
    'Organization admin',
    'Organisation administrator',
    'ORG ADMIN',
    'Org. admin',
    'org-admins',
    'OrgAdmin',
    'is_org_admin',
    'atlassian/org-admin',
    'User access admin, Organization admin',
    'Organization\u2011admin',
    'Organization\u200b admin',
    'Organi\u00adzation\u00a0admin',
    'Organization–Admin',
    'Ｏｒｇ ａｄｍｉｎ',
    'Organization ad',
    'Organization a',
    'Org admi',
    'Org adm.',
    'Admin of the organisation',
    'Organisationsadministrator',
    'Organisations-Admin',
    'Administrator der Organisation',
    'Administrateur de l’organisation',
    "Admin d'organisation",
    'Administrador de la organización',
    'Administrador da organização',
    "Amministratore dell'organizzazione",
    'Organisatiebeheerder',
    'Organisationsadministratör',
    'Organisasjonsadministrator',
    'Organisaation ylläpitäjä',
    'Administrator organizacji',
    'Správce organizace',
    'Szervezeti rendszergazda',
    'Administrator al organizației',
    'Kuruluş yöneticisi',
    'Quản trị viên tổ chức',
    'Администратор организации',
    'Адміністратор організації',
    '組織管理者',
    '组织管理员',
    '組織管理員',
    '조직 관리자',
    'ผู้ดูแลระบบองค์กร',
  ])('are in %j', (text) => {
    expect(saysOrganisationAdmin(text)).toBe(true);
    expect(readRole(text)).toBe('organisation-admin');
  });

  it.each([
    'User',
    'None',
    'Organization',
    'Site admin',
    'User access admin',
    'ada@example.org',
    'Administration',
    'Borg Adminson',
    'Organist',
    'Org chart',
    'Team A',
    'Zoë Müller',
    '組織',
  ])('are not in %j', (text) => {
    expect(saysOrganisationAdmin(text)).toBe(false);
  });
});

describe('the words for an organisation admin that lost letters', () => {
  const phrases = [
    'Organization admin',
    'Organisation administrator',
    'Organisationsadministrator',
    'Administrateur de l’organisation',
    'Administrador de la organización',
    'Administrador da organização',
    'Amministratore dell’organizzazione',
    'Organisatiebeheerder',
    'Organisationsadministratör',
    'Organisaation ylläpitäjä',
    'Administrator organizacji',
    'Správce organizace',
    'Szervezeti rendszergazda',
    'Administrator al organizației',
    'Kuruluş yöneticisi',
    'Quản trị viên tổ chức',
    'Администратор организации',
    'Адміністратор організації',
    '組織管理者',
    '组织管理员',
    '조직 관리자',
    'ผู้ดูแลระบบองค์กร',
  ];

  it.each(phrases)('in a role column, no beginning and no end of %j passes for a known role', (phrase) => {
    for (let at = 1; at < phrase.length; at += 1) {
      for (const cut of [phrase.slice(0, at), phrase.slice(at)]) {
        if (cut.trim() !== '') expect([cut, readRole(cut)]).not.toEqual([cut, 'known']);
      }
    }
  });

  it.each([
    'ation admin',
    'ganization admin',
    'isation administrator',
    'Organisationsadm',
    'ationsadministrator',
    'Organisatiebeh',
    'strateur de l’organisation',
    'Administrateur de l’or',
    'vce organizace',
    'Szervezeti ren',
    'истратор организации',
    '組織管理',
    '織管理者',
    '직 관리자',
  ])('are in any cell: %j', (text) => expect(saysOrganisationAdmin(text)).toBe(true));

  it.each([
    'Admin',
    'admin',
    'n admin',
    'Administrator A',
    'Organisation',
    'de l’organisation',
    'beheerder',
    '管理者',
  ])('are not in any cell: %j', (text) => expect(saysOrganisationAdmin(text)).toBe(false));
});

describe('a role cell', () => {
  it.each([
    ['', 'none'],
    ['User', 'known'],
    ['NONE', 'known'],
    ['atlassian/user', 'known'],
    ['User access admin', 'known'],
    ['Site admin, User', 'known'],
    ['Benutzer', 'known'],
    ['ユーザー', 'known'],
    ['Invité', 'known'],
    ['Organizat', 'organisation-admin'],
    ['Org', 'organisation-admin'],
    ['Admin', 'unknown'],
    ['Owner', 'unknown'],
    ['User, Owner', 'unknown'],
  ])('%j is %s', (text, reading) => {
    expect(readRole(text)).toBe(reading);
  });
});
