import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactorOf } from '#lib/adapters/redact/redact';
import { longestText, redactValue } from '#lib/adapters/redact/redact-value';
import { atOnce } from '#lib/domain/text/pieces';

const key = 'ATCTT3xFfGN0sample_Key-0123456789=ABCDEF';
const redact = redactorOf(key);

test('a value without the key stays unchanged', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(atOnce(redactValue(value, redact))).toBe(value);
    }),
  );
});

test('the key is taken out of every text of a value, and nothing else changes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const value = { one, list: [other, { name: `Org ${key}`, count: 7, gone: null }] };
      const clean = { one, list: [other, { name: 'Org •••', count: 7, gone: null }] };
      expect(atOnce(redactValue(value, redact))).toEqual(clean);
    }),
  );
});

test('a large value is looked through in pieces, with the same result', () => {
  const texts = fc.array(fc.oneof(fc.string({ maxLength: 40 }), fc.constant(`Org ${key}`)), {
    minLength: 20,
  });
  fc.assert(
    fc.property(texts, fc.integer({ min: 1_000, max: longestText }), (names, length) => {
      const value = names.map((name) => ({ name, filler: 'x'.repeat(length) }));
      const work = redactValue(value, redact);
      let pieces = 1;
      let step = work.next();
      for (; !step.done; step = work.next()) pieces += 1;
      expect(pieces).toBeGreaterThanOrEqual(Math.floor((names.length * length) / longestText));
      expect(step.value).toEqual(value.map(({ name, filler }) => ({ name: redact(name), filler })));
    }),
    { numRuns: 30 },
  );
});

const codes: ((text: string) => string)[] = [
  (text) => text,
  (text) => Buffer.from(text).toString('hex'),
  (text) => Buffer.from(text).toString('base64'),
  (text) => encodeURIComponent(text),
  (text) => text.replaceAll(/.{3}/g, '$&<wbr>'),
];

test('of a key at the cut of a long text no piece is left', () => {
  fc.assert(
    fc.property(fc.constantFrom(...codes), fc.double({ min: 0, max: 1, noNaN: true }), (code, share) => {
      const disguised = code(key);
      const before = longestText - Math.floor(share * disguised.length);
      const text = `${' '.repeat(before)}${disguised} and more`;
      const [clean = ''] = atOnce(redactValue([text], redact));
      expect(clean.length).toBeLessThanOrEqual(longestText);
      const longest = Math.ceil((disguised.length * 12) / key.length) + 4;
      for (let at = 0; at + longest <= disguised.length; at += 1) {
        expect(clean).not.toContain(disguised.slice(at, at + longest));
      }
    }),
  );
});
