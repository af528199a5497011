import { domainToASCII, domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withLetters } from '#lib/domain/text/international-domain';

it('gives the letters for which an ASCII form stands, part by part', () => {
  expect(withLetters('xn--mller-kva.de')).toBe('müller.de');
  expect(withLetters('ada@mail.XN--MLLER-KVA.de')).toBe('ada@mail.müller.de');
  expect(withLetters('*.xn--fiqs8s')).toBe('*.中国');
});

it('leaves what stands for no letters, or only looks so', () => {
  for (const text of [
    'example.com',
    'xn--',
    'xn--!.de',
    'xn--mller*.de',
    'axn--mller-kva.de',
    'xn--99999999.de',
  ])
    expect(withLetters(text)).toBe(text);
});

it('reads every domain as Node does', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abzöñßжю中国ע4-😀'), minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 3 }), (parts) => {
      const ascii = domainToASCII(parts.join('.'));
      expect(withLetters(ascii)).toBe(domainToUnicode(ascii));
    }),
  );
});
