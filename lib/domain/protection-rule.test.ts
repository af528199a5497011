import { describe, expect, it } from 'vitest';
import {
  type RuledUser,
  type RuleKind,
  ruleMatcher,
  ruleMistake,
  sameRule,
  speaksOf,
} from '#lib/domain/protection-rule';

const ada: RuledUser = {
  name: 'Ada Example',
  email: 'ada@eu.example.com',
  orgRole: 'Site admin',
  groups: ['jira-users', 'vip-board'],
};

describe('a rule', () => {
  it.each([
    ['email', 'ada@eu.example.com', true],
    ['email', 'ADA@*', true],
    ['email', 'ada@example.com', false],
    ['domain', 'eu.example.com', true],
    ['domain', '@eu.example.com', true],
    ['domain', 'example.com', false],
    ['domain', '*.example.com', true],
    ['role', 'site admin', true],
    ['role', 'Organization admin', false],
    ['group', 'vip-*', true],
    ['group', 'vip', false],
    ['name', '*example', true],
    ['name', 'svc-*', false],
  ] as [RuleKind, string, boolean][])('of the %s %s: %s', (kind, pattern, fits) => {
    expect(ruleMatcher({ kind, pattern })(ada)).toBe(fits);
  });

  it.each(['email', 'domain', 'role', 'group', 'name'] as const)(
    'of the %s never fits somebody of whom the file does not say it',
    (kind) => {
      expect(ruleMatcher({ kind, pattern: 'a*' })({ name: '', email: '', orgRole: '', groups: [] })).toBe(
        false,
      );
    },
  );

  it.each([
    ['name', ' ', /Say what/],
    ['name', ' ** ', /everybody/],
    ['domain', 'a@b', /after the @/],
    ['email', 'ada', /has an @/],
    ['email', 'ada*', null],
    ['group', 'x'.repeat(201), /At most/],
    ['group', 'a\u0000', /Control/],
  ] as [RuleKind, string, RegExp | null][])('with %s %j', (kind, pattern, mistake) => {
    if (mistake === null) expect(ruleMistake(kind, pattern)).toBeNull();
    else expect(ruleMistake(kind, pattern)).toMatch(mistake);
  });

  it('is the same in another case', () => {
    expect(sameRule({ kind: 'name', pattern: 'Bot*' }, { kind: 'name', pattern: ' bot* ' })).toBe(true);
    expect(sameRule({ kind: 'name', pattern: 'bot*' }, { kind: 'email', pattern: 'bot*' })).toBe(false);
  });

  it('is only taken back from somebody by a file that says what it looks at', () => {
    expect(speaksOf('group', [{ header: 'email', role: 'email' }])).toBe(false);
    expect(speaksOf('domain', [{ header: 'email', role: 'email' }])).toBe(true);
  });
});
