import { expect, it } from 'vitest';
import { newRunFeed, type RunFeed, type Source } from '#components/run/feed/run-feed.ts';
import type { JournalEntry } from '#lib/domain/run/events';

/** A server with these entries; each opening of the stream sends the clock and what comes after `after` at once. */
function follow(entries: readonly JournalEntry[], clock = '', begin: (feed: RunFeed) => void = () => {}) {
  const opened: number[] = [];
  const work: (() => void)[] = [];
  const feed = newRunFeed({
    open(after) {
      opened.push(after);
      const source: Source = { close() {}, onopen: null, onerror: null, onevent: null };
      work.push(() => {
        source.onevent?.({ name: 'clock', data: clock });
        for (const entry of entries) {
          if (entry.seq > after) source.onevent?.({ name: 'message', data: JSON.stringify(entry) });
        }
        source.onevent?.({ name: 'end', data: '{}' });
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
    elapsed: () => 7,
    wall: () => 0,
    ask: async () => null,
  });
  const close = feed.subscribe(() => {});
  begin(feed);
  const workOff = () => {
    for (let step = 0; work.length > 0 && step < 100; step += 1) work.shift()?.();
  };
  workOff();
  return {
    opened,
    close,
    goOn() {
      feed.goOn();
      workOff();
    },
    seq: () => feed.view().run.seq,
    state: () => feed.view().connection.state,
    clock: () => feed.view().clock,
    pause: () => feed.view().run.pause,
  };
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

it('goes on after an entry that it cannot read, and stops where what came is no entry', () => {
  const unheard = { ...entry(2), event: { type: 'unheard-of' } } as unknown as JournalEntry;
  const feed = follow([entry(1), unheard, entry(3)]);
  expect([feed.seq(), feed.state(), feed.opened]).toEqual([3, 'closed', [0]]);
  expect(follow([entry(1), entry(2.5)]).state()).toBe('misunderstood');
});

it('reads the names of the stored form', () => {
  const paused = { type: 'paused', code: 'admin', sentence: 'You paused.', cure: 'Resume.' };
  const feed = follow([entry(1), { seq: 2, at: 2, event: paused } as unknown as JournalEntry]);
  expect(feed.pause()).toMatchObject({ message: 'You paused.', hint: 'Resume.' });
});

it('keeps what the server says of its clocks, and when it heard that', () => {
  const told = { wall: 90_000, moment: { boot: 'a', ms: 5 } };
  expect(follow([entry(1)], JSON.stringify(told)).clock()).toEqual({ ...told, heardAt: 7 });
  const odd = follow([entry(1)], '{"wall":"noon"}');
  expect([odd.clock(), odd.seq(), odd.state()]).toEqual([null, 1, 'closed']);
});

const resting = (feed: RunFeed) => feed.rest();

it('folds nothing while it rests, then all that has arrived', () => {
  const feed = follow([entry(1), entry(2)], '', resting);
  expect([feed.seq(), feed.state()]).toEqual([0, 'opening']);
  feed.goOn();
  expect([feed.seq(), feed.state(), feed.opened]).toEqual([2, 'closed', [0]]);
});

it('says that the journal has ended once it goes on, even if nothing came', () => {
  const feed = follow([], '', resting);
  expect(feed.state()).toBe('opening');
  feed.goOn();
  expect(feed.state()).toBe('closed');
});

it('folds nothing that came before it was closed', () => {
  const feed = follow([entry(1)], '', resting);
  feed.close();
  feed.goOn();
  expect([feed.seq(), feed.state()]).toEqual([0, 'opening']);
});
