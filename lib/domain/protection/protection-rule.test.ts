import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  givenByFile,
  type RuledUser,
  type RuleKind,
  ruleJudge,
  ruleKinds,
  ruleMatcher,
  ruleMistake,
  sameRule,
} from '#lib/domain/protection/protection-rule';

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

  it.each([
    ['domain', 'müller.de', 'ada@xn--mller-kva.de', true],
    ['domain', 'XN--MLLER-KVA.de', 'ada@Müller.de', true],
    ['domain', '*üller.de', 'ada@mail.xn--mller-kva.de', true],
    ['domain', 'xn--mller-kva.*', 'ada@müller.de', true],
    ['domain', 'xn--mller*', 'ada@xn--mller-kva.de', true],
    ['domain', 'muller.de', 'ada@xn--mller-kva.de', false],
    ['email', '*@müller.de', 'ada@xn--mller-kva.de', true],
    ['email', '*@xn--mller-kva.de', 'ada@müller.de', true],
  ] as [RuleKind, string, string, boolean][])('of the %s %s about %s: %s', (kind, pattern, email, fits) => {
    expect(ruleMatcher({ kind, pattern })({ ...ada, email })).toBe(fits);
  });

  it.each([
    ['user access admin', true],
    ['Site admin', true],
    ['site admin, user access admin', true],
    ['admin', false],
  ])('of the role %s on a cell with two roles: %s', (pattern, fits) => {
    const both = { ...ada, orgRole: 'Site admin, User access\u00a0admin' };
    expect(ruleMatcher({ kind: 'role', pattern })(both)).toBe(fits);
  });

  it.each(['email', 'domain', 'role', 'group', 'name'] as const)(
    'about the %s never matches a user for whom the file does not give it',
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
});

describe('what a rule says of a user', () => {
  const text = fc.constantFrom('', 'ada', 'ada@eu.example.com', 'Site admin', 'vip-board', 'x@example.com');
  const user: fc.Arbitrary<RuledUser> = fc.record({
    name: text,
    email: text,
    orgRole: text,
    groups: fc.array(
      text.filter((name) => name !== ''),
      { maxLength: 3 },
    ),
  });
  const facts = fc.record({
    seen: fc.array(user, { maxLength: 3 }),
    tellsRoles: fc.boolean(),
    tellsGroups: fc.boolean(),
  });
  const rule = fc.record({
    kind: fc.constantFrom(...ruleKinds),
    pattern: fc.constantFrom('ada*', '*example.com', 'eu.example.com', 'site admin', 'vip-*'),
  });

  it('is that they fit where one source says so, whatever another leaves out or says', () => {
    fc.assert(
      fc.property(rule, facts, fc.array(user, { maxLength: 3 }), (each, known, more) => {
        const before = ruleJudge(each)(known);
        const after = ruleJudge(each)({ ...known, seen: [...known.seen, ...more] });
        if (before === 'fits') expect(after).toBe('fits');
      }),
    );
  });

  it('is never “does not fit” because a fact is missing', () => {
    const given: Record<RuleKind, (known: { seen: readonly RuledUser[] }) => boolean> = {
      email: ({ seen }) => seen.some(({ email }) => email.includes('@')),
      domain: ({ seen }) => seen.some(({ email }) => email.includes('@')),
      name: ({ seen }) => seen.some(({ name }) => name !== ''),
      role: ({ seen }) => seen.some(({ orgRole }) => orgRole.trim() !== ''),
      group: ({ seen }) => seen.some(({ groups }) => groups.length > 0),
    };
    fc.assert(
      fc.property(rule, fc.array(user, { maxLength: 3 }), (each, seen) => {
        const verdict = ruleJudge(each)({ seen, ...givenByFile(seen, 'users-export') });
        if (verdict !== 'fits') expect(verdict).toBe(given[each.kind]({ seen }) ? 'does-not-fit' : 'unknown');
      }),
    );
  });

  it('is that nothing is known where all that was said is taken away', () => {
    fc.assert(
      fc.property(rule, fc.array(user, { maxLength: 3 }), (each, seen) => {
        const silent = seen.map(() => ({ name: '', email: '', orgRole: '', groups: [] }));
        expect(ruleJudge(each)({ seen: silent, ...givenByFile(silent, 'users-export') })).toBe('unknown');
      }),
    );
  });
});
