import { afterEach, beforeEach } from 'vitest';
import { DemoJob } from '#test/demo-job';
import { fastClock } from '#test/fast-clock';

/**
 * The app of the test that is running, connected to a demo organisation of 60 people. Each test of a file that imports
 * this module has one of its own.
 */
export let job: DemoJob;

beforeEach(async () => {
  job = await DemoJob.open({ people: 60 }, fastClock());
});
afterEach(() => job.close());
