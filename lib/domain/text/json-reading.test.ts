import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonLimits, type JsonRead, newJsonReader, type Takes } from '#lib/domain/text/json-reading';

const wide: JsonLimits = { depth: 1_000, fields: 1_000_000, values: 1_000_000, text: 1_000_000 };

/** Reads a text in pieces of these lengths, then the rest. */
function read(text: string, lengths: readonly number[] = [], limits = wide, takes: Takes = {}): JsonRead {
  const reader = newJsonReader(limits, takes);
  let at = 0;
  for (const length of lengths) {
    reader.add(text.slice(at, at + length));
    at += length;
  }
  reader.add(text.slice(at));
  return reader.end();
}

const lengths = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 });

function parse(text: string): JsonRead {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, limit: false, message: 'It is not JSON.' };
  }
}

describe('a text in pieces', () => {
  it('gives what JSON.parse gives, wherever it is cut', () => {
    const texts = fc.oneof(
      fc.json({ maxDepth: 5 }),
      fc.jsonValue().map((value) => JSON.stringify(value, null, 2)),
    );
    fc.assert(
      fc.property(texts, lengths, (text, cuts) => {
        expect(read(text, cuts)).toEqual(parse(text));
      }),
    );
  });

  it('is refused where JSON.parse refuses it, and nowhere else', () => {
    const scraps = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '\\',
      '\\u00e',
      'e',
      '-',
      '0',
      '.',
      ' ',
      '\n',
      'true',
      'nul',
      '1e5',
      '"a"',
      '\u0001',
      '\ufeff',
    ];
    const damaged = fc
      .tuple(fc.json({ maxDepth: 3 }), fc.nat(40), fc.nat(3), fc.constantFrom(...scraps))
      .map(([text, at, gone, scrap]) => text.slice(0, at) + scrap + text.slice(at + gone));
    const noise = fc.array(fc.constantFrom(...scraps), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(damaged, noise), lengths, (text, cuts) => {
        expect(read(text, cuts)).toEqual(parse(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['{"__proto__":{"a":1}}', '{"a":1,"a":2}', '-0', '1e400', '"\\ud83d\\ude00"', '{"constructor":1}'])(
    'has nothing of its own: %s',
    (text) => {
      const reading = read(text, [1, 1, 1, 1, 1, 1]);
      const value = reading.ok ? reading.value : undefined;
      expect(value).toEqual(JSON.parse(text));
      expect(Object.getPrototypeOf(Object(value))).toBe(Object.getPrototypeOf(Object(JSON.parse(text))));
    },
  );
});

describe('the limits', () => {
  it.each([
    ['[[[1]]]', { depth: 2 }, 'It has more than 2 levels of objects or lists.'],
    ['{"a":1,"b":2,"c":3}', { fields: 2 }, 'It has an object of more than 2 fields.'],
    ['[1,2,3]', { values: 3 }, 'It has more than 3 values.'],
    ['["abcd"]', { text: 3 }, 'It has a text of more than 3 characters.'],
    ['{"abcd":1}', { text: 3 }, 'It has a text of more than 3 characters.'],
  ])('refuse %s', (text, limits, message) => {
    for (const cuts of [[], [1, 1, 1, 1, 1, 1, 1, 1]]) {
      expect(read(text, cuts, { ...wide, ...limits })).toEqual({ ok: false, limit: true, message });
    }
  });

  it('refuse a number that is too long', () => {
    expect(read('1'.repeat(1_001))).toMatchObject({ ok: false, limit: true });
  });

  it('refuse before the rest is read', () => {
    const reader = newJsonReader({ ...wide, depth: 2 });
    expect(reader.add('[[')).toBe(true);
    expect(reader.add('[')).toBe(false);
    expect(reader.end()).toMatchObject({ ok: false, limit: true });
  });
});

describe('items that are taken', () => {
  it('replace what was read, even one list in another', () => {
    const takes: Takes = { 'a.b.*': (item) => typeof item, 'c.*.d.*': () => 'x', '*': () => 'top' };
    expect(read('{"a":{"b":[1,{"z":[]},[2]]},"c":[{"d":[1,2],"e":[3]}]}', [3, 7], wide, takes)).toEqual({
      ok: true,
      value: { a: { b: ['number', 'object', 'object'] }, c: [{ d: ['x', 'x'], e: [3] }] },
    });
    expect(read('[[1],2]', [], wide, takes)).toEqual({ ok: true, value: ['top', 'top'] });
  });

  it('are held as one value each', () => {
    const text = JSON.stringify({
      list: Array.from({ length: 50 }, () => ({ a: [1, 2, 3, 4, 5, 6, 7, 8] })),
    });
    const few = { ...wide, values: 70 };
    expect(read(text, [], few)).toMatchObject({ ok: false, limit: true });
    expect(read(text, [], few, { 'list.*': () => null })).toMatchObject({ ok: true });
  });
});
