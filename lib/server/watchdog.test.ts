import { expect, it } from 'vitest';
import { newWatchdog } from '#lib/server/watchdog';

it('says once that a run stands still, and once that it goes on', () => {
  const said: string[] = [];
  let still: number[] = [];
  const look = newWatchdog(
    () => still,
    (line) => said.push(line),
  );
  look();
  still = [7];
  look();
  look();
  expect(said).toEqual([expect.stringMatching(/^Run 7 has made no progress for a minute/)]);
  still = [];
  look();
  look();
  expect(said.slice(1)).toEqual(['Run 7 goes on.']);
});
