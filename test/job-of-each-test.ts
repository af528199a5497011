import { afterEach, beforeEach } from 'vitest';
import { DemoJob } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';

/** The app of the test that is running, connected to a demo organisation of 60 people. */
export let job: DemoJob;

/**
 * Opens an app of its own for each test of the file that calls this. The file must call it: a module that is loaded
 * once for many files cannot register hooks by being imported.
 */
export function openAppForEachTest(): void {
  beforeEach(async () => {
    job = await DemoJob.open({ people: 60 }, fastClock());
  });
  afterEach(() => job.close());
}
