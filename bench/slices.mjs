/**
 * Loaded into a server with `--import`: measures its longest piece of work, in processor time of the whole process, so
 * that other programs of a busy machine lengthen it less. On SIGUSR2 it writes the milliseconds into the file that
 * `LOCKSTEP_BENCH_SLICES` names, and begins again. Up to 5 ms of other pieces can be part of a figure.
 */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.LOCKSTEP_BENCH_SLICES;
const usedMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

if (isMainThread && file) {
  let longest = 0;
  let last = usedMs();
  setInterval(() => {
    const now = usedMs();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5).unref();
  process.on('SIGUSR2', () => {
    writeFileSync(file, String(longest));
    longest = 0;
  });
}
