import { describe, expect, it } from 'vitest';
import { newSelectionStore } from '#components/review/ticks/selection-store.ts';
import { indexUsers } from '#components/review/who/review-index.ts';
import { ApiFailure } from '#components/shared/api.ts';
import { blocked, sampleUser } from '#test/samples/review-user';

const counts = {
  users: 3,
  ticked: 2,
  doubtful: 0,
  unticked: 0,
  protected: 1,
  alreadyInactive: 0,
  unusable: 0,
};
const users = [sampleUser(0), sampleUser(1), sampleUser(2, blocked('protected'))];
const refusal = new ApiFailure({ code: 'storage', message: 'The disk is full.', hint: 'Make room.' });

const some = (...indices: number[]): Uint32Array => Uint32Array.from(indices);

/** A store whose server answers when the test says so (`answer`), or at once. */
function newStore({ byHand = false } = {}) {
  const sent: [string[], boolean][] = [];
  const waiting: ((fine: boolean) => void)[] = [];
  const arrived: number[] = [];
  let asked = (): void => undefined;
  const store = newSelectionStore(indexUsers(users, 0), {
    put: (accountIds, ticked) => {
      sent.push([accountIds, ticked]);
      asked();
      if (!byHand) return Promise.resolve(counts);
      return new Promise((resolve, reject) => {
        waiting.push((fine) => (fine ? resolve(counts) : reject(refusal)));
      });
    },
    arrived: () => arrived.push(sent.length),
  });
  const request = async (number: number): Promise<(fine: boolean) => void> => {
    while (!waiting[number]) {
      await new Promise<void>((resolve) => {
        asked = () => queueMicrotask(resolve);
      });
    }
    return waiting[number];
  };
  return { store, sent, arrived, request, ticks: (): number[] => [...store.state().ticks] };
}

describe('the selection store', () => {
  it('changes at once and sends what changed', async () => {
    const { store, sent, ticks, arrived } = newStore();
    store.set(some(0, 2), false);
    expect(ticks()).toEqual([0, 1, 0]);
    expect(await store.settled()).toBe(true);
    expect(sent).toEqual([[['account-0'], false]]);
    expect(arrived).toEqual([1]);
  });

  it('sends nothing of what was changed back before it was sent', async () => {
    const { store, sent } = newStore();
    store.set(some(0), false);
    store.set(some(0), true);
    await store.settled();
    expect(sent).toEqual([]);
  });

  it('has one request under way, and puts what changes meanwhile into the next', async () => {
    const { store, sent, request, arrived } = newStore({ byHand: true });
    store.set(some(0), false);
    const first = await request(0);
    store.set(some(1), false);
    store.set(some(0), true);
    expect(sent.length).toBe(1);
    first(true);
    (await request(1))(true);
    (await request(2))(true);
    expect(await store.settled()).toBe(true);
    expect(sent.slice(1)).toEqual([
      [['account-1'], false],
      [['account-0'], true],
    ]);
    expect(arrived).toEqual([3]);
  });

  it('does not take back what was changed again while the refused request was under way', async () => {
    const { store, request, ticks, sent } = newStore({ byHand: true });
    store.set(some(0), false);
    const first = await request(0);
    store.set(some(0), true);
    store.set(some(1), false);
    first(false);
    (await request(1))(true);
    expect(await store.settled()).toBe(false);
    expect(ticks()).toEqual([1, 0, 0]);
    expect(sent[1]).toEqual([['account-1'], false]);
  });

  it('undoes the last change, joined ones together, and only once', async () => {
    const { store, ticks } = newStore();
    store.set(some(0), false);
    store.set(some(1), false, true);
    store.undo();
    expect(ticks()).toEqual([1, 1, 0]);
    store.undo();
    expect(ticks()).toEqual([1, 1, 0]);
    await store.settled();
  });

  it('sends very many in several requests', async () => {
    const many = indexUsers(
      Array.from({ length: 250_001 }, (_, at) => sampleUser(at)),
      0,
    );
    const sent: string[][] = [];
    const store = newSelectionStore(many, {
      put: async (accountIds) => {
        sent.push(accountIds);
        return counts;
      },
      arrived: () => undefined,
    });
    store.set(
      Uint32Array.from({ length: 250_001 }, (_, at) => at),
      false,
    );
    expect(await store.settled()).toBe(true);
    expect(sent.map(({ length }) => length)).toEqual([100_000, 100_000, 50_001]);
    expect(new Set(sent.flat()).size).toBe(250_001);
  });

  it('takes back what the server refused, and says why', async () => {
    const { store, ticks, request } = newStore({ byHand: true });
    store.set(some(0, 1), false);
    (await request(0))(false);
    expect(await store.settled()).toBe(false);
    expect(ticks()).toEqual([1, 1, 0]);
    expect(store.state().failure).toBe(refusal);
    expect(store.state().last).toBeNull();
    expect(await store.settled()).toBe(true);
  });

  it('takes a fresh reading only when nothing is under way', async () => {
    const { store, ticks, request } = newStore({ byHand: true });
    const fresh = indexUsers(users.slice(1), 0);
    store.reading();
    store.set(some(1), false);
    store.replace(fresh);
    expect(ticks().length).toBe(3);
    (await request(0))(true);
    await store.settled();
    expect(ticks()).toEqual([0, 0]);
    expect(store.state().index).toBe(fresh);
  });

  it('keeps what changed since a reading began, and nothing older', async () => {
    const { store, ticks } = newStore();
    store.set(some(0), false);
    await store.settled();
    store.reading();
    store.set(some(1), false);
    await store.settled();
    store.replace(indexUsers(users, 0));
    expect(ticks()).toEqual([1, 0, 0]);
  });

  it('can undo the last change after a fresh reading of the same users, and not of others', async () => {
    const { store, ticks } = newStore();
    store.set(some(1), false);
    await store.settled();
    store.replace(
      indexUsers(
        users.map((user, at) => (at === 1 ? { ...user, ticked: false } : user)),
        0,
      ),
    );
    expect(ticks()).toEqual([1, 0, 0]);
    store.undo();
    expect(ticks()).toEqual([1, 1, 0]);

    store.set(some(1), false);
    await store.settled();
    store.replace(indexUsers(users.slice(1), 0));
    expect(store.state().last).toBeNull();
  });

  it('undoes what a check has unticked, and not the change before it', async () => {
    const { store, ticks } = newStore();
    const checked = users.map((user, at) =>
      at === 1 ? { ...user, ticked: false, untickedByCheck: true as const } : user,
    );
    store.set(some(0), false);
    store.reading();
    store.replace(indexUsers(checked, 0));
    await store.settled();
    expect(ticks()).toEqual([0, 0, 0]);
    store.undo();
    expect(ticks()).toEqual([0, 1, 0]);
  });

  it('ticks nobody who was protected meanwhile', async () => {
    const { store, ticks } = newStore();
    store.set(some(0), false);
    store.set(some(0), true);
    await store.settled();
    store.replace(indexUsers([sampleUser(0, blocked('protected')), sampleUser(1)], 0));
    expect(ticks()).toEqual([0, 1]);
  });

  it('notices counts that are not its own, once all is sent', async () => {
    const { store } = newStore();
    expect(store.agrees(counts)).toBe(true);
    expect(store.agrees({ ...counts, ticked: 1, doubtful: 0, unticked: 1 })).toBe(false);
    store.set(some(0), false);
    expect(store.agrees(counts)).toBe(true);
    await store.settled();
    expect(store.agrees(counts)).toBe(false);
  });
});
