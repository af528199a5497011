import { expect, it } from 'vitest';
import type { EntryText } from '#lib/engine/storage/runs';
import { eventStream } from '#lib/server/http/event-stream';

it('sends the clocks before the entries, without a number of the journal', async () => {
  async function* batches(): AsyncGenerator<readonly EntryText[]> {
    yield [{ seq: 1, text: '{"seq":1,"at":5,"event":{"type":"interrupted"}}' }];
  }
  const clock = () => ({ wall: 5, moment: { boot: 'a', ms: 1 } });
  const text = await eventStream(batches(), clock, new AbortController().signal).text();
  expect(text.split('\n\n')).toEqual([
    'retry: 1000',
    'event: clock\ndata: {"wall":5,"moment":{"boot":"a","ms":1}}',
    'id: 1\ndata: {"seq":1,"at":5,"event":{"type":"interrupted"}}',
    'event: end\ndata: {}',
    '',
  ]);
});
