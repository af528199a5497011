import { expect, it } from 'vitest';
import { unconfirmed } from '#components/shell/use-session.ts';

it('counts only browsers that were not confirmed, and has the time of the latest of them', () => {
  const others = [
    { since: 30, known: true },
    { since: 20, known: false },
    { since: 10, known: false },
  ];
  expect(unconfirmed(others)).toEqual({ since: 20, count: 2 });
  expect(unconfirmed(others.slice(0, 1))).toEqual({ since: null, count: 0 });
});
