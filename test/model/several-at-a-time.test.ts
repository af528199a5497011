import fc from 'fast-check';
import { it } from 'vitest';
import { playModel } from '#test/model/play';

it('holds every invariant with several calls at a time, whatever Atlassian, the disk, the clock and the process do', async () => {
  await playModel({ concurrency: fc.constantFrom(3, 4, 8), runs: 3_500 });
});
