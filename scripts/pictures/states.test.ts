import { expect, it } from 'vitest';

interface Side {
  drawn: ReadonlyMap<string, string>;
  faults: ReadonlyMap<string, string>;
}
interface StatesModule {
  pairStates(
    before: Side,
    after: Side,
  ): { both: string[]; others: { name: string; note: string; pictures: string[] }[] };
}

const { pairStates }: StatesModule = await import(new URL('./states.mjs', import.meta.url).href);

const job = 'the main job';
const whole = {
  drawn: new Map([
    ['start', job],
    ['run', job],
  ]),
  faults: new Map(),
};

it('pairs what both sides have drawn', () => {
  expect(pairStates(whole, whole)).toEqual({ both: ['start', 'run'], others: [] });
});

it('calls a state new or gone only where nothing failed', () => {
  const less = { drawn: new Map([['start', job]]), faults: new Map() };
  expect(pairStates(less, whole).others).toEqual([{ name: 'run', note: 'new', pictures: ['after'] }]);
  expect(pairStates(whole, less).others).toEqual([{ name: 'run', note: 'gone', pictures: ['before'] }]);
});

it('says why a side could not draw a state, even if neither side could', () => {
  const failed = { drawn: new Map([['start', job]]), faults: new Map([[job, 'no such button']]) };
  expect(pairStates(failed, whole)).toEqual({
    both: ['start'],
    others: [
      { name: job, note: 'could not be drawn to the end before: no such button', pictures: [] },
      { name: 'run', note: 'could not be drawn before: no such button', pictures: ['after'] },
    ],
  });
  expect(pairStates(failed, failed).others.map(({ note }) => note)).toEqual([
    'could not be drawn to the end before: no such button',
    'could not be drawn to the end after: no such button',
  ]);
});
