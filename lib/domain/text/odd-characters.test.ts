import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf, revealed } from '#lib/domain/text/odd-characters';

const odd = (text: string, address = false) =>
  partsOf(text, address).flatMap((part) => (part.odd ? [part.odd.code] : []));

describe('what is odd in a text', () => {
  it.each([
    'Ada Example',
    'Chloé Placeholder-Müller',
    'Ольга Образец',
    'Ελένη Παράδειγμα',
    'سلمى مثال',
    '見本 花子',
    'علی\u200Cرضا نمونه',
    'क्\u200Dष',
    '👩\u200D🔬 Lab',
    'Ольга Example',
    '',
  ])('is nothing in %o', (name) => {
    expect(odd(name)).toEqual([]);
    expect(revealed(name)).toBe(name);
  });

  it.each([
    ['Ada\u202Eelpmaxe', 'U+202E', 'Ada⟨U+202E⟩elpmaxe'],
    ['Ada\u200BExample', 'U+200B', 'Ada⟨U+200B⟩Example'],
    ['a\u200Cb', 'U+200C', 'a⟨U+200C⟩b'],
    ['\uFEFFAda', 'U+FEFF', '⟨U+FEFF⟩Ada'],
    ['Ada\u00ADExample', 'U+00AD', 'Ada⟨U+00AD⟩Example'],
    ['tab\there', 'U+0009', 'tab⟨U+0009⟩here'],
    ['\u{E0041}dmin', 'U+E0041', '⟨U+E0041⟩dmin'],
    ['Ad\u3164a', 'U+3164', 'Ad⟨U+3164⟩a'],
  ])('is what cannot be seen in %j', (text, code, shown) => {
    expect(odd(text)).toEqual([code]);
    expect(revealed(text)).toBe(shown);
  });

  it.each([
    ['\u0410dmin', 'U+0410'],
    ['Exam\u0440le', 'U+0440'],
    ['\u039Fwen', 'U+039F'],
    ['\uFF21da', 'U+FF21'],
    ['\u{1D400}da', 'U+1D400'],
  ])('is the letter of another script in %o', (text, code) => {
    expect(odd(text)).toEqual([code]);
  });

  it('in an address is every letter of a similar script', () => {
    expect(odd('р@example.com', true)).toEqual(['U+0440']);
    expect(odd('ada@example.com', true)).toEqual([]);
  });

  it('loses nothing of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, address) => {
        expect(
          partsOf(text, address)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
