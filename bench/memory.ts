/** Runs in its own process with `--expose-gc`. Prints how many bytes are in use at the end of a run. */
import { accounts, lockstepRun } from './lockstep-run';

const [url = '', count = '0'] = process.argv.slice(2);
const collect = (globalThis as { gc?: () => void }).gc ?? (() => {});
let used = 0;
await lockstepRun(
  url,
  () => accounts(Number(count)),
  { concurrency: 8 },
  () => {
    collect();
    used = process.memoryUsage().heapUsed;
  },
);
process.stdout.write(`${used}\n`);
