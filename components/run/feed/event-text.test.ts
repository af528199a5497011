import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newEventReader } from '#components/run/feed/event-text.ts';

const event = fc.record({
  name: fc.constantFrom('message', 'clock', 'end'),
  data: fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify({ text })),
});

it('reads the same events, however the text is cut', () => {
  fc.assert(
    fc.property(fc.array(event), fc.array(fc.nat(40)), (events, cuts) => {
      const written = events.map(({ name, data }, at) =>
        name === 'message' ? `id: ${at}\ndata: ${data}\n\n` : `event: ${name}\ndata: ${data}\n\n`,
      );
      const text = `retry: 1000\n\n${written.join('')}`;
      const read = newEventReader();
      const seen = [];
      let from = 0;
      for (const length of cuts) {
        seen.push(...read(text.slice(from, from + length)));
        from += length;
      }
      seen.push(...read(text.slice(from)));
      expect(seen).toEqual(events);
    }),
  );
});

it('returns an event only once its empty line is there', () => {
  const read = newEventReader();
  expect(read('data: {"seq":1}\n')).toEqual([]);
  expect(read('\n')).toEqual([{ name: 'message', data: '{"seq":1}' }]);
});
