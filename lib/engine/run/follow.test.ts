import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { follow } from '#lib/engine/run/follow';
import { newNewestEntries } from '#lib/engine/run/newest-entries';
import { newSubscribers, pollingSubscribers, type Subscribers } from '#lib/engine/run/subscribers';
import type { EntryText } from '#lib/engine/storage/runs';
import { turn } from '#lib/engine/turns';

/** A journal that grows, and counts how often it was read. */
class Journal {
  readonly lines: EntryText[] = [];
  reads = 0;
  over = false;
  /** The pending rests of subscribers. */
  private rests: (() => void)[] = [];
  readonly newest = newNewestEntries((_, after, limit) => {
    this.reads += 1;
    return this.lines.filter(({ seq }) => seq > after && seq % 7 !== 0).slice(0, limit);
  });
  readonly subscribers: Subscribers;
  /** The length of the last rest. */
  restMs = 0;

  constructor(watching = false) {
    const sleep = (ms: number) =>
      new Promise<void>((resolve) => {
        this.restMs = ms;
        this.rests.push(resolve);
      });
    this.subscribers = watching
      ? pollingSubscribers(1, this.newest.news)
      : newSubscribers({ sleep, monotonic: () => 0 }, this.newest.news);
  }

  append(count = 1): void {
    for (let more = 0; more < count; more += 1) {
      this.lines.push({ seq: this.lines.length + 1, text: '{}' });
    }
    this.subscribers.wake('run');
  }

  end(): void {
    this.over = true;
    this.subscribers.wake('run');
  }

  rested(): void {
    for (const rest of this.rests.splice(0)) rest();
  }

  /** The sequence numbers of the readable entries: every seventh entry is damaged. */
  readable = (after = 0) => this.lines.map(({ seq }) => seq).filter((seq) => seq > after && seq % 7 !== 0);

  /** Aborted when the engine stops. */
  readonly down = new AbortController();

  follow(after = 0, signal = new AbortController().signal) {
    const { newest, subscribers } = this;
    return follow({
      id: 'run',
      after,
      join: () => newest.join('run'),
      over: () => this.over,
      subscribers,
      down: this.down.signal,
      signal,
    });
  }

  /** A follower that reads everything it is given, and a record of it. */
  reader(after = 0): { seen: number[]; lists: Set<readonly EntryText[]>; done: Promise<void> } {
    const seen: number[] = [];
    const lists = new Set<readonly EntryText[]>();
    const read = async () => {
      for await (const batch of this.follow(after)) {
        lists.add(batch);
        seen.push(...batch.map(({ seq }) => seq));
      }
    };
    return { seen, lists, done: read() };
  }
}

async function turns(count = 5): Promise<void> {
  for (let each = 0; each < count; each += 1) await turn();
}

describe('followers of a run', () => {
  it('are handed what was read once', async () => {
    const journal = new Journal();
    const readers = Array.from({ length: 200 }, () => journal.reader());
    await turns();
    journal.reads = 0;
    for (let round = 0; round < 10; round += 1) {
      journal.append(2);
      await turns();
      journal.rested();
      await turns();
    }
    // One reading for the new entries and one for the end, shared by all followers.
    expect(journal.reads).toBeLessThanOrEqual(20);
    const [first] = readers;
    for (const { seen, lists } of readers) {
      expect(seen).toEqual(journal.readable());
      expect([...lists]).toEqual([...(first?.lists ?? [])]);
      for (const list of lists) expect(first?.lists.has(list)).toBe(true);
    }
    journal.end();
    journal.rested();
    await Promise.all(readers.map(({ done }) => done));
  });

  it('rest after they were woken, and hear then of all that happened meanwhile', async () => {
    const journal = new Journal();
    const { seen, lists, done } = journal.reader();
    await turns();
    journal.append();
    await turns();
    expect(seen).toEqual([1]);
    // Time stands still on this clock, and yet a fast run is not read entry by entry.
    expect(journal.restMs).toBeGreaterThanOrEqual(20);
    for (let more = 0; more < 4; more += 1) journal.append();
    await turns();
    expect(seen).toEqual([1]);
    journal.rested();
    await turns();
    expect([seen, lists.size]).toEqual([[1, 2, 3, 4, 5], 2]);
    journal.rested();
    await turns();
    journal.end();
    await done;
  });

  it('leave nothing behind when they go, also one that never began to read', async () => {
    const journal = new Journal();
    journal.follow();
    const follower = journal.follow();
    const first = follower.next();
    journal.append();
    await first;
    await follower.return(undefined);
    journal.reads = 0;
    journal.append();
    await turns();
    expect(journal.reads).toBe(0);
  });

  it('are not kept from sharing by one who asks for what is not there yet', async () => {
    const journal = new Journal();
    const early = journal.reader(1_000_000);
    await turns();
    const readers = Array.from({ length: 50 }, () => journal.reader());
    journal.append(3);
    await turns();
    journal.rested();
    await turns();
    journal.reads = 0;
    journal.append(3);
    await turns();
    journal.rested();
    await turns();
    expect(journal.reads).toBeLessThanOrEqual(4);
    for (const { seen } of readers) expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    journal.end();
    journal.rested();
    await Promise.all([...readers, early].map(({ done }) => done));
  });

  it.each([false, true])(
    'miss nothing and get nothing twice, wherever they begin (watching: %s)',
    async (watching) => {
      const step = fc.oneof(
        fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 700 }) }),
        fc.record({ do: fc.constant('join' as const), share: fc.double({ min: 0, max: 1.2, noNaN: true }) }),
        fc.record({ do: fc.constant('rest' as const) }),
        fc.record({ do: fc.constant('turns' as const), count: fc.nat(4) }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          const journal = new Journal(watching);
          const readers: [number, ReturnType<Journal['reader']>][] = [[0, journal.reader()]];
          for (const each of steps) {
            if (each.do === 'append') journal.append(each.count);
            if (each.do === 'rest') journal.rested();
            if (each.do === 'turns') await turns(each.count);
            if (each.do === 'join') {
              const after = Math.floor(each.share * journal.lines.length);
              readers.push([after, journal.reader(after)]);
            }
          }
          journal.end();
          const all = Promise.all(readers.map(([, { done }]) => done));
          let ended = false;
          void all.then(() => {
            ended = true;
          });
          while (!ended) {
            journal.rested();
            await turn();
          }
          for (const [after, { seen }] of readers) expect(seen).toEqual(journal.readable(after));
        }),
        {
          numRuns: watching ? 20 : 100,
          // A follower that begins after the last entry, and one that begins more than a page before it.
          examples: [
            [
              [
                { do: 'append', count: 972 },
                { do: 'join', share: 1.2 },
                { do: 'append', count: 195 },
              ],
            ],
          ],
        },
      );
    },
  );
});

it('reads nothing once the engine has stopped, and does not say that the run is over', async () => {
  const journal = new Journal();
  journal.append(2);
  const left = new AbortController();
  const batches = journal.follow(0, left.signal);
  expect((await batches.next()).value).toHaveLength(2);
  const { reads } = journal;
  const next = batches.next();
  let settled = false;
  void next.then(() => {
    settled = true;
  });
  journal.down.abort();
  journal.append(1);
  journal.end();
  journal.rested();
  await turns();
  expect([journal.reads, settled]).toEqual([reads, false]);
  left.abort();
  expect(await next).toEqual({ done: true, value: undefined });
});
