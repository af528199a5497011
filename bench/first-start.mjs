/**
 * `node bench/first-start.mjs [COMMIT]`: measures the first start in a fresh clone of the last commit, and later ones
 * by `npm start`. With COMMIT, the same for that commit. npm fetches nothing that is in its cache.
 *
 * Delete no large folder in the five minutes before. For that time ext4 avoids the inodes of deleted files, and the
 * installation takes 1.5 times as long.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDataDir, withProgram } from '../scripts/setup/program.mjs';
import { root } from './bundled.mjs';
import { figure } from './figures.mjs';
import { processorMs } from './server.mjs';

const [other] = process.argv.slice(2);
const laterStarts = 5;
/** An older Node.js compiles the database at the first start. */
const compiles = Number(process.versions.napi) < 10;
const node = `Node.js ${process.versions.node}`;

const clones = await mkdtemp(join(tmpdir(), 'lockstep-clones-'));
const { before, now } = await bothMeasured().finally(() => rm(clones, { recursive: true, force: true }));
figure(`first start, ${node}`, now.first, { unit: 's', digits: 1, atMost: compiles ? 75 : 25 });
figure(`first start, ${node}: processor time`, now.processor, { unit: 's', digits: 1 });
figure(`npm start later, ${node}`, now.later, { unit: 's', digits: 2, atMost: 0.8 });
if (before) {
  figure(`first start, to that of ${other}`, now.first / before.first, { unit: '×', digits: 2 });
  figure(`first start, processor time to that of ${other}`, now.processor / before.processor, {
    unit: '×',
    digits: 2,
  });
  figure(`npm start later, to that of ${other}`, now.later / before.later, { unit: '×', digits: 2 });
}

/** Both are deleted at the end: a file system may be slow for seconds after many deletions. */
async function bothMeasured() {
  return {
    before: other === undefined ? null : await measured(other, join(clones, 'before')),
    now: await measured('HEAD', join(clones, 'now')),
  };
}

/** The first start and its processor time, and the median of later starts, in seconds. */
async function measured(commit, folder) {
  execFileSync('git', ['clone', '--quiet', '--no-checkout', root, folder]);
  const hash = execFileSync('git', ['rev-parse', commit], { cwd: root, encoding: 'utf8' }).trim();
  execFileSync('git', ['checkout', '--quiet', hash], { cwd: folder });
  return await withDataDir(async (dataDir) => {
    const first = await firstStart(folder, dataDir);
    const later = [];
    for (let round = 0; round < laterStarts; round += 1) later.push(await laterStart(folder, dataDir));
    return { ...first, later: later.sort((a, b) => a - b)[Math.floor(laterStarts / 2)] };
  });
}

function firstStart(folder, dataDir) {
  const begun = performance.now();
  return withProgram({ root: folder, dataDir }, async (_link, pid) => ({
    first: (performance.now() - begun) / 1_000,
    processor: (await processorMs(pid, { ended: true })) / 1_000,
  }));
}

/** A start by npm, as a person starts it. npm passes no signal on, so the whole process group is ended. */
async function laterStart(folder, dataDir) {
  const begun = performance.now();
  const program = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...process.env, PORT: '0', LOCKSTEP_OPEN: '0', LOCKSTEP_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let text = '';
  for await (const chunk of program.stdout.iterator({ destroyOnReturn: false })) {
    text += chunk;
    if (text.includes('Lockstep is ready')) break;
  }
  const took = (performance.now() - begun) / 1_000;
  if (!text.includes('Lockstep is ready')) throw new Error(`npm start ended:\n${text}`);
  process.kill(-program.pid, 'SIGINT');
  if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
  return took;
}
