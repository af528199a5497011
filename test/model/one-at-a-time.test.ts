import fc from 'fast-check';
import { it } from 'vitest';
import { playModel } from '#test/model/play';

it('holds every invariant with one call at a time, whatever Atlassian, the disk, the clock and the process do', async () => {
  await playModel({ concurrency: fc.constant(1), runs: 3_500 });
});
