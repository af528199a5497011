import { afterEach, expect, it } from 'vitest';
import { systemClock } from '#lib/adapters/system-clock';

const warnings: string[] = [];
const note = ({ name }: Error) => warnings.push(name);
process.on('warning', note);
afterEach(() => process.off('warning', note));

it('an alarm for a moment that has just passed rings soon, not at once, and without a warning', async () => {
  let rung = false;
  const ringing = new Promise<void>((resolve) => {
    systemClock().alarm(-0.000_002, () => {
      rung = true;
      resolve();
    });
  });
  expect(rung).toBe(false);
  await ringing;
  // Node.js reports a warning in a turn of its own.
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings).toEqual([]);
});
