import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remembering } from '#lib/domain/text/remembered';

test('gives the same as the function, and asks it once for a short text', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 })), (texts) => {
      const asked: string[] = [];
      const read = remembering((text) => {
        asked.push(text);
        return text.length > 3 ? text.toUpperCase() : null;
      });
      for (const text of [...texts, ...texts])
        expect(read(text)).toBe(text.length > 3 ? text.toUpperCase() : null);
      const short = asked.filter((text) => text.length <= 32);
      expect(new Set(short).size).toBe(short.length);
    }),
  );
});

test('stays right beyond the texts that it remembers', () => {
  const read = remembering((text) => `${text}!`);
  for (let at = 0; at < 10_100; at += 1) read(String(at));
  expect([read('3'), read('10099')]).toEqual(['3!', '10099!']);
});
