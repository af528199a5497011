import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactorOf } from '#lib/adapters/redact';
import { redactValue } from '#lib/adapters/redact-value';

const key = 'ATCTT3xFfGN0sample_Key-0123456789=ABCDEF';
const redact = redactorOf(key);

test('a value without the key is handed on as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(redactValue(value, redact)).toBe(value);
    }),
  );
});

test('the key is taken out of every text of a value, and nothing else changes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const value = { one, list: [other, { name: `Org ${key}`, count: 7, gone: null }] };
      const clean = { one, list: [other, { name: 'Org •••', count: 7, gone: null }] };
      expect(redactValue(value, redact)).toEqual(clean);
    }),
  );
});
