import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvDecoder } from '#lib/domain/csv/encoding';
import { Utf8Tally } from '#lib/domain/csv/utf8-tally';

function decode(bytes: Uint8Array, places: readonly number[] = []): { decoder: CsvDecoder; text: string } {
  const decoder = new CsvDecoder();
  const first = Math.min(4, bytes.length);
  let text = [...decoder.push(bytes.subarray(0, first))].join('');
  let from = first;
  for (const to of [...places, bytes.length].sort((a, b) => a - b)) {
    if (to <= from || to > bytes.length) continue;
    text += [...decoder.push(bytes.subarray(from, to))].join('');
    from = to;
  }
  return { decoder, text: text + [...decoder.end()].join('') };
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('decoding', () => {
  it('reads all of Windows-1252, 0x80 to 0x9F included', () => {
    const { decoder, text } = decode(Uint8Array.from([0x41, 0x20, 0x80, 0x20, 0x92, 0x20, 0xe9, 0x20, 0x9f]));
    expect(decoder.encoding).toBe('windows-1252');
    expect(decoder.decode(text)).toEqual({ text: 'A € ’ é Ÿ', ascii: false, certain: true });
  });

  it('is not certain of bytes that stand for nothing in Windows-1252', () => {
    const { decoder, text } = decode(Uint8Array.from([0x41, 0xe9, 0x41, 0x81, 0x41]));
    expect(decoder.decode(text).certain).toBe(false);
  });

  it('holds to UTF-8 in spite of one damaged byte, early or late, and says where', () => {
    for (const damaged of [0, 9]) {
      const parts = Array.from({ length: 10 }, (_, at) =>
        at === damaged ? Uint8Array.from([0xc3, 0x2c]) : utf8('é,'),
      );
      const { decoder, text } = decode(Uint8Array.from(parts.flatMap((part) => [...part])));
      expect(decoder.encoding).toBe('utf-8');
      expect(decoder.decode(text).certain).toBe(false);
      expect(decoder.decode(text).text).toContain('é');
    }
  });

  it.each([1, 2, 3, 5, 9])('reads a last byte that lies at an odd place: %i', (place) => {
    const text = 'abcdefghijkl'.slice(0, place + 1);
    expect(decode(utf8(text), [place]).text).toBe(text);
  });

  it('gives back any text of UTF-8, however it is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(80)), (text, places) => {
        const read = decode(utf8(`x${text}`), places);
        expect(read.decoder.decode(read.text)).toMatchObject({ text: `x${text}`, certain: true });
      }),
    );
  });

  it('counts as damaged exactly what a strict decoder refuses', () => {
    const bytes = fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 255 }),
        fc.constantFrom(0xe0, 0xa0, 0x80, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xc3),
      ),
    );
    fc.assert(
      fc.property(bytes, (values) => {
        const tally = new Utf8Tally();
        tally.add(Uint8Array.from(values));
        tally.end();
        const strict = new TextDecoder('utf-8', { fatal: true });
        const refuses = (): string => strict.decode(Uint8Array.from(values));
        if (tally.invalid === 0) expect(refuses).not.toThrow();
        else expect(refuses).toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});
