import { expect, test } from 'vitest';
import { idleLoads } from '#components/ui/later/idle.ts';

/** A page that is usable, idle or looked at again only when the test says so. */
function page() {
  const looks: (() => void)[] = [];
  const idle: (() => void)[] = [];
  const state = { usable: false, done: 0 };
  const next = (of: (() => void)[]) => {
    const work = of.shift();
    work?.();
    return work !== undefined;
  };
  return {
    state,
    load: idleLoads({
      isUsable: () => state.usable,
      whenIdle: (work) => void idle.push(work),
      later: (work) => void looks.push(work),
      loaded: () => {
        state.done += 1;
      },
    }),
    look: () => next(looks),
    rest: () => next(idle),
  };
}

const settled = () => new Promise((next) => setTimeout(next));

test('nothing is loaded before the page can be used and the browser is idle', async () => {
  const { state, load, look, rest } = page();
  const loaded: string[] = [];
  load(async () => loaded.push('a'));
  look();
  expect(rest()).toBe(false);
  state.usable = true;
  look();
  expect(loaded).toEqual([]);
  rest();
  expect(loaded).toEqual(['a']);
});

test('one is loaded at a time, also after one that failed and while others are added', async () => {
  const { state, load, look, rest } = page();
  state.usable = true;
  const begun: string[] = [];
  let fail = () => {};
  load(() => {
    begun.push('a');
    return new Promise((_, reject) => {
      fail = () => reject(new Error('Lockstep does not answer.'));
    });
  });
  load(async () => begun.push('b'));
  look();
  rest();
  await settled();
  expect(rest()).toBe(false);
  load(async () => begun.push('c'));
  fail();
  await settled();
  while (rest()) await settled();
  expect(begun).toEqual(['a', 'b', 'c']);
  expect(look()).toBe(false);
  expect(state.done).toBe(1);

  load(async () => begun.push('d'));
  look();
  rest();
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
});
