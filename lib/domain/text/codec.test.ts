import { expect, it } from 'vitest';
import { arrayCodec, objectCodec, textCodec } from '#lib/domain/text/codec';

const code = textCodec({ old: 'new' });
const codec = objectCodec({ was: 'is' }, { code, is: arrayCodec(objectCodec({ inner: 'within' })) });
const stored = { first: 1, was: [{ inner: null, other: 'was' }], code: 'old' };
const inCode = { first: 1, is: [{ within: null, other: 'was' }], code: 'new' };

it('translates names in both directions, and keeps the order of the keys', () => {
  expect(JSON.stringify(codec.decode(stored))).toBe(JSON.stringify(inCode));
  expect(JSON.stringify(codec.encode(inCode))).toBe(JSON.stringify(stored));
});

it('leaves alone what is of another shape', () => {
  for (const value of [undefined, null, 'was', 1, ['was'], { is: 'text', code: 3 }]) {
    expect(codec.decode(value)).toEqual(value);
  }
  expect(arrayCodec(code).encode('new')).toBe('new');
  expect(codec.decode({ constructor: 1, toString: 2 })).toEqual({ constructor: 1, toString: 2 });
});

it('treats a key that every JavaScript object has like any other', () => {
  const text = '{"__proto__":{"is":1},"was":[]}';
  expect(JSON.stringify(codec.decode(JSON.parse(text)))).toBe('{"__proto__":{"is":1},"is":[]}');
});
