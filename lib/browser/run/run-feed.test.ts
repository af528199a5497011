import { expect, it } from 'vitest';
import { newRunFeed, type Source } from '#lib/browser/run/run-feed';
import type { JournalEntry } from '#lib/domain/run-events';

/** A server with these entries; each opening of the stream sends what comes after `after` at once. */
function follow(entries: readonly JournalEntry[]): { opened: number[]; seq(): number; state(): string } {
  const opened: number[] = [];
  const work: (() => void)[] = [];
  const feed = newRunFeed({
    open(after) {
      opened.push(after);
      let end = () => {};
      const source: Source = {
        readyState: 1,
        close() {},
        onopen: null,
        onerror: null,
        onmessage: null,
        addEventListener: (_type, listener) => {
          end = listener;
        },
      };
      work.push(() => {
        for (const entry of entries) {
          if (entry.seq > after) source.onmessage?.({ data: JSON.stringify(entry) } as MessageEvent);
        }
        end();
      });
      return source;
    },
    soon(next) {
      work.push(next);
      return () => void work.splice(work.indexOf(next) >>> 0, 1);
    },
    later(next) {
      work.push(next);
      return () => void work.splice(work.indexOf(next) >>> 0, 1);
    },
    elapsed: () => 0,
    wall: () => 0,
    ask: async () => null,
  });
  feed.subscribe(() => {});
  for (let step = 0; work.length > 0 && step < 100; step += 1) work.shift()?.();
  return { opened, seq: () => feed.view().run.seq, state: () => feed.view().connection.state };
}

const entry = (seq: number): JournalEntry => ({ seq, at: seq, event: { type: 'interrupted' } });

it('reads a journal to its end, and opens the stream once', () => {
  const feed = follow([entry(1), entry(2), entry(3)]);
  expect([feed.seq(), feed.state(), feed.opened]).toEqual([3, 'closed', [0]]);
});

it('asks once more for an entry that is not there, then goes on without it: the journal was damaged', () => {
  const feed = follow([entry(1), entry(3), entry(4), entry(7)]);
  expect([feed.seq(), feed.state()]).toEqual([7, 'closed']);
  expect(feed.opened).toEqual([0, 1, 4]);
});
