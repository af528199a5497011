import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnRole } from '#lib/domain/roster/header/column-role';
import {
  blankIsNever,
  doubtful,
  headerKey,
  meaningOf,
  siteOf,
} from '#lib/domain/roster/header/header-meaning';

/** Headers that Atlassian and other programs write, by what they mean. */
const seen: Record<Exclude<ColumnRole, 'product'>, readonly string[]> = {
  'account-id': [
    'User id',
    'Atlassian ID',
    'account_id',
    'accountId',
    'Account ID',
    'AccountId',
    'atlassian account id',
    'User\u00a0id',
    'User ID ',
    'id',
  ],
  name: [
    'User name',
    'Name',
    'displayName',
    'full_name',
    'username',
    'Display Name',
    'DisplayName',
    'fullname',
  ],
  'first-name': ['givenName', 'First Name'],
  'last-name': ['surname', 'Last name'],
  email: ['email', 'Email', 'E-mail', 'Email address', 'emailAddress', 'EmailAddress', 'Email address(es)'],
  status: ['User status', 'Status', 'account_status', 'AccountStatus', 'active', 'Active', 'Account status'],
  'org-role': [
    'Org role',
    'Org\u00a0role',
    'Organization role',
    'Organisation roles',
    'Org  role',
    'Org\u200b role',
  ],
  added: ['Added to org', 'created', 'Added to organization'],
  'group-id': ['Group id'],
  'group-name': ['Group name', 'group_name', 'groupname', 'Group', 'Groups'],
  'last-seen': [
    'Last seen in Jira - site',
    'Last seen in Jira Product Discovery - site',
    'Last active in Confluence',
    'Last active date [UTC]',
    'Last active date',
    'Last active',
    'Last active time',
    'Last Active (Organization)',
    'Last Active (Product)',
    'Last active (app)',
    'OrgLastActive',
    'OrgLastActiveUtc',
    'last_login',
    'last_session',
  ],
  billable: ['Billable', 'AccessBillable', 'Billable for Atlassian Guard Standard'],
  claimed: ['Claimed'],
  other: [
    'OldEmail',
    'NewEmail',
    'EmailDomain',
    'Verified email',
    'Manager email',
    'Manager name',
    'Status [READ ONLY]',
    'Last Sign In [READ ONLY]',
    'Email Address [Required]',
    'First Name [Required]',
    'Recovery Email',
    'Home Secondary Email',
    'userPrincipalName',
    'mail',
    'userType',
    'jobTitle',
    'accountEnabled',
    'accountType',
    'UserKey',
    'Tombstone',
    'Record Type',
    'Policy name',
    'Policy type',
    'billing-active',
    'expiration-timestamp',
    'MaxAppLastActiveUtc',
    'EffectiveLastActiveUtc',
    'Filter Jira Software',
    'Last updated',
    'ACTION',
    'Remarks',
    'Two-step verification',
    'ProductAccessCount',
    'Product role',
    '',
  ],
};

describe('a header seen in the wild', () => {
  it.each(Object.entries(seen).flatMap(([role, headers]) => headers.map((header) => [header, role])))(
    '%j is %s',
    (header, role) => {
      expect(meaningOf(header).role).toBe(role);
    },
  );

  it.each(['Jira', 'Jira Software', 'Confluence', 'Trello', 'Loom', 'Feedback', 'Jira\u00a0Core'])(
    '%j is a product',
    (header) => {
      expect(meaningOf(header).role).toBe('product');
    },
  );

  it.each(['id', 'ID', 'userid', 'USERID', 'role', 'User role'])('%j is not certain', (header) => {
    expect(meaningOf(header).rank).toBeGreaterThanOrEqual(doubtful);
  });
});

describe('any spelling of a header', () => {
  const org = fc.constantFrom('Org', 'Organization', 'Organisation');
  const id = fc.constantFrom('id', 'ids', 'identifier', 'identifiers');
  const seenWord = fc.constantFrom('seen', 'active', 'activity', 'login', 'access', 'sign in', 'logged in');
  /** The words of each kind of header. */
  const made: readonly (readonly [ColumnRole, fc.Arbitrary<string>[]])[] = [
    [
      'account-id',
      [fc.constantFrom('', 'Atlassian'), fc.constantFrom('user', 'account', 'user account'), id],
    ],
    ['account-id', [fc.constant('Atlassian'), id]],
    [
      'name',
      [fc.constantFrom('', 'user'), fc.constantFrom('full', 'display'), fc.constantFrom('name', 'names')],
    ],
    ['first-name', [fc.constantFrom('first', 'given'), fc.constantFrom('name', 'names')]],
    ['last-name', [fc.constantFrom('last', 'family'), fc.constantFrom('name', 'names')]],
    [
      'email',
      [
        fc.constantFrom('', 'user', 'account', 'users'),
        fc.constantFrom('email', 'e-mail'),
        fc.constantFrom('', 'address', 'addresses'),
      ],
    ],
    [
      'status',
      [fc.constantFrom('user', 'account', 'Atlassian', 'users'), fc.constantFrom('status', 'statuses')],
    ],
    ['org-role', [fc.constantFrom('', 'user'), org, fc.constantFrom('role', 'roles')]],
    ['added', [fc.constant('added to'), org]],
    ['group-id', [fc.constantFrom('group', 'groups'), id]],
    ['group-name', [fc.constantFrom('group', 'groups', 'user groups'), fc.constantFrom('name', 'names')]],
    [
      'last-seen',
      [
        fc.constantFrom('', 'Org', 'Organisation'),
        fc.constant('last'),
        seenWord,
        fc.constantFrom('', 'date', 'time'),
      ],
    ],
    [
      'last-seen',
      [
        fc.constant('last'),
        fc.constantFrom('seen in', 'active in'),
        fc.constantFrom('Jira', 'Confluence', 'Assets'),
      ],
    ],
    ['billable', [fc.constantFrom('', 'is'), fc.constant('billable')]],
    ['claimed', [fc.constantFrom('', 'is'), fc.constant('claimed')]],
  ];
  const separator = fc.constantFrom(
    ' ',
    '  ',
    '\u00a0',
    '\u202f',
    '_',
    '-',
    '.',
    '/',
    '\u200b ',
    ' \u2060',
    '\u2007',
    ': ',
  );
  const title = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
  const cased = fc.constantFrom<(words: string[], separator: string) => string>(
    (words, between) => words.join(between).toLowerCase(),
    (words, between) => words.join(between).toUpperCase(),
    (words, between) => words.map(title).join(between),
    (words) => words.map(title).join(''),
    (words) => words.map((word, at) => (at === 0 ? word.toLowerCase() : title(word))).join(''),
  );
  const around = fc.constantFrom('', ' ', '\ufeff', '\u00a0', '*', '\u200b');
  const spelling = fc.constantFrom(...made).chain(([role, parts]) =>
    fc
      .tuple(fc.tuple(...parts), separator, cased, around, around)
      .map(([words, between, inCase, before, after]) => {
        const single = words.flatMap((word) => word.split(/[ -]/)).filter(Boolean);
        return { role, header: `${before}${inCase(single, between)}${after}` };
      }),
  );
  const known = new Set(Object.values(seen).flat());

  it('means what the header means, for 1,000 of them that are on no list', () => {
    fc.assert(
      fc.property(
        spelling.filter(({ header }) => !known.has(header)),
        ({ role, header }) => {
          expect(meaningOf(header).role, JSON.stringify(header)).toBe(role);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('with a word that the rules do not know means nothing', () => {
    const word = fc.constantFrom('old', 'new', 'manager', 'verified', 'domain', 'recovery', 'slack', '2');
    fc.assert(
      fc.property(spelling, word, ({ role, header }, unknown) => {
        fc.pre(role !== 'last-seen' && role !== 'billable');
        expect(meaningOf(`${unknown} ${header}`).role).toBe('other');
        expect(meaningOf(`${header} ${unknown}`).role).toBe('other');
        expect(meaningOf(`${header} [${unknown}]`).role).toBe('other');
      }),
      { numRuns: 300 },
    );
  });
});

describe('what else a header says', () => {
  it('an empty cell means never in the managed accounts export only', () => {
    expect(['Last active date [UTC]', 'Last\u00a0active date'].map(blankIsNever)).toEqual([true, true]);
    expect(['Last active', 'Last seen in Jira - acme'].map(blankIsNever)).toEqual([false, false]);
  });

  it('the site of a product', () => {
    expect(siteOf('Last seen in Jira - acme')).toMatchObject({ site: 'acme', isKnown: true });
    expect(siteOf('Jira\u00a0- Acme')).toMatchObject({ product: 'Jira', site: 'acme', isKnown: true });
    expect(siteOf('Remarks - HR')).toMatchObject({ isKnown: false });
    expect(siteOf('E-mail')).toBeNull();
  });

  it('is compared without regard to its spelling', () => {
    expect(headerKey('User\u00a0ID')).toBe(headerKey('user_ids'));
    expect(headerKey('User id')).not.toBe(headerKey('User name'));
  });
});
