import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLink } from '#lib/domain/text/outside-link';
import { nastyStrings } from '#test/samples/nasty-strings';

it('keeps an https address, and nothing else', () => {
  expect(readLink('https://admin.atlassian.com/o/1/x?y=1#z')).toBe('https://admin.atlassian.com/o/1/x?y=1#z');
  for (const text of [
    'http://admin.atlassian.com/',
    'javascript:alert(1)',
    'data:text/html,x',
    '//admin.atlassian.com',
    '/o/1',
    'https://admin.atlassian.com@evil.example.net/',
    'https://user:word@evil.example.net/',
    `https://example.com/${'x'.repeat(2_000)}`,
    '',
    null,
    undefined,
  ])
    expect([text, readLink(text)]).toEqual([text, null]);
});

it('gives an address that says the same when it is read again, without what could end an attribute', () => {
  const texts = fc
    .oneof(fc.webUrl(), fc.string(), fc.constantFrom(...nastyStrings))
    .map((text) => `https://example.com/${text}`);
  fc.assert(
    fc.property(texts, (text) => {
      const link = readLink(text);
      if (link === null) return;
      expect(readLink(link)).toBe(link);
      expect(link).toMatch(/^https:\/\/[^\s"<>]+$/);
    }),
  );
});
