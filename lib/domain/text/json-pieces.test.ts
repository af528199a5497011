import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonWithList } from '#lib/domain/text/json-pieces';

const object = fc.dictionary(
  fc.string().filter((name) => name !== 'list' && name !== '__proto__'),
  fc.jsonValue(),
);

it('gives the text that JSON.stringify gives', () => {
  fc.assert(
    fc.property(object, fc.array(fc.jsonValue()), fc.integer({ min: 0, max: 3 }), (head, list, indent) => {
      const text = [...jsonWithList(head, 'list', list, indent)].join('');
      expect(text).toBe(JSON.stringify({ ...head, list }, null, indent));
    }),
  );
});

it('makes a long list in pieces', () => {
  const list = Array.from({ length: 1_000 }, (_, at) => at);
  const pieces = [...jsonWithList({}, 'list', list)];
  expect(pieces.length).toBeGreaterThan(5);
  expect(JSON.parse(pieces.join(''))).toEqual({ list });
});
