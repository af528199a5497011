import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wildcard } from '#lib/domain/text/wildcard';

it.each([
  ['svc-*', 'SVC-build', true],
  ['svc-*', 'my svc-build', false],
  ['*bot*', 'Release Bot 2', true],
  ['*bot', 'bot two', false],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['*@example.org', 'ada@example.org', true],
  ['ada@example.org', ' Ada@Example.org ', true],
  ['*ab*ab', 'xabab', true],
  ['*ab*ab', 'xab', false],
  ['José*', 'José', true],
  ['ada@example.org', '\u200bada@example.org', true],
  ['*@exam\u00adple.org', 'ada@example.org\ufeff', true],
  ['site admin', 'Site\u00a0admin', true],
  ['Ada Example', ' Ada \t Example', true],
  ['vip-users', 'VIP\u2011users', true],
  ['vip \u2013 users', 'vip - users', true],
  ["*O'Neil", 'Pat O\u2019Neil', true],
  ['site admin', 'siteadmin', false],
] as const)('%s on %s: %s', (pattern, text, fits) => {
  expect(wildcard(pattern)(text)).toBe(fits);
});

it('agrees with trying every way to fill the stars', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 7 });
  const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 9 });
  fc.assert(
    fc.property(letters, texts, (pattern, text) => {
      expect(wildcard(pattern)(text)).toBe(slow(pattern, text));
    }),
  );
});

it('takes no longer than the text asks for', () => {
  expect(wildcard('*a'.repeat(200))(`${'a'.repeat(100_000)}b`)).toBe(false);
});

function slow(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*')
    return slow(pattern.slice(1), text) || (text !== '' && slow(pattern, text.slice(1)));
  return text !== '' && pattern[0] === text[0] && slow(pattern.slice(1), text.slice(1));
}
