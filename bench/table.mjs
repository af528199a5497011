/**
 * `npm run bench:all [words]`: builds, runs the benches that have wanted figures, one after the other, and prints one
 * table with what falls short. With words, only the benches whose command contains one of them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './bundled.mjs';
import { figuresFile } from './figures.mjs';

const benches = [
  ['bench.mjs'],
  ['resident.mjs'],
  ['limits.mjs'],
  ['follow.mjs', '50000'],
  ['first-start.mjs'],
  ['history.mjs', '200', '20000'],
  ['review.mjs', '100000'],
  ['review.mjs', '250000'],
  ['reading.mjs'],
  ['stalls.mjs', 'streams'],
];

const words = process.argv.slice(2);
const commandOf = (bench) => `node bench/${bench.join(' ')}`;
const chosen = benches.filter(
  (bench) => words.length === 0 || words.some((word) => commandOf(bench).includes(word)),
);
if (chosen.length === 0) throw new Error(`No bench is called so: ${words.join(' ')}`);

// A process that has built keeps 45 MB more memory, so the build is made before the benches start.
const built = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' });
if (built.status !== 0) throw new Error('The build failed.');

const folder = mkdtempSync(join(tmpdir(), 'lockstep-figures-'));
const rows = [];
try {
  for (const [number, bench] of chosen.entries()) {
    const [script, ...given] = bench;
    const command = commandOf(bench);
    process.stdout.write(`\n${command}\n`);
    const file = join(folder, String(number));
    const { status } = spawnSync(process.execPath, [join(root, 'bench', script), ...given], {
      cwd: root,
      env: { ...process.env, [figuresFile]: file },
      stdio: 'inherit',
    });
    if (existsSync(file)) {
      for (const line of readFileSync(file, 'utf8').trim().split('\n'))
        rows.push({ command, ...JSON.parse(line) });
    }
    if (status !== 0) {
      rows.push({ command, what: 'the whole bench', measured: 'it failed', wanted: 'figures', short: true });
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const short = rows.filter((row) => row.short);
process.stdout.write(`\n${tableOf(rows)}\n`);
if (short.length === 0) process.stdout.write(`Nothing falls short of ${rows.length} figures.\n`);
else process.stdout.write(`Falls short, ${short.length} of ${rows.length} figures:\n\n${tableOf(short)}\n`);
process.exitCode = short.length === 0 ? 0 : 1;

function tableOf(some) {
  const lines = some.map(
    ({ command, what, measured, wanted, short: isShort }) =>
      `| \`${command}\` | ${what} | ${measured} | ${wanted} | ${isShort ? 'falls short' : ''} |\n`,
  );
  return `| command | figure | measured | wanted | |\n| --- | --- | --- | --- | --- |\n${lines.join('')}`;
}
