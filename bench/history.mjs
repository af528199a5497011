/**
 * `node bench/history.mjs [runs] [users]`: how much longer Lockstep takes to start with many finished runs than with
 * none, and how long their list takes, on the production build (`npm run build` first). The first start with these runs
 * makes their summaries, as after an update from a version without them; the later ones read them.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, withBundled } from './bundled.mjs';
import { figure } from './figures.mjs';
import { apiOf, processorMs, withServer } from './server.mjs';

const runs = Number(process.argv[2] ?? 200);
const users = Number(process.argv[3] ?? 20_000);
const rounds = 3;
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

const empty = await mkdtemp(join(tmpdir(), 'lockstep-bench-'));
const full = await mkdtemp(join(tmpdir(), 'lockstep-bench-'));
try {
  const made = await withBundled(['bench/history-data.ts'], (outdir) =>
    spawnSync(process.execPath, [join(outdir, 'history-data.mjs'), full, String(runs), String(users)], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
  if (made.status !== 0) throw new Error('The runs could not be made.');
  await started(empty);
  const first = await started(full);
  figure(`first start with ${runs} runs of ${users} users, whose journals are read`, first.ready, {
    unit: 'ms',
  });
  const none = [];
  const many = [];
  for (let round = 0; round < rounds; round += 1) {
    none.push(await started(empty));
    many.push(await started(full));
  }
  const of = (starts, figure) => median(starts.map((each) => each[figure]));
  const more = of(many, 'ready') - of(none, 'ready');
  figure('start with no runs', of(none, 'ready'), { unit: 'ms' });
  figure(`start with ${runs} runs, to the start with none`, of(many, 'ready') / of(none, 'ready'), {
    unit: '×',
    digits: 2,
  });
  figure(`start with ${runs} runs: longer than with none`, more, { unit: 'ms', atMost: 1_000 });
  const processor = of(many, 'processor') - of(none, 'processor');
  figure(`start with ${runs} runs: more processor time`, processor, { unit: 'ms' });
  figure('GET /api/runs with no runs', of(none, 'list'), { unit: 'ms', digits: 1 });
  figure(`GET /api/runs with ${runs} runs: processor time`, of(many, 'listProcessor'), {
    unit: 'ms',
    digits: 1,
  });
  figure(`GET /api/runs with ${runs} runs`, of(many, 'list'), { unit: 'ms', digits: 1, atMost: 50 });
} finally {
  await rm(empty, { recursive: true, force: true });
  await rm(full, { recursive: true, force: true });
}

/** The time until Lockstep is ready, its processor time until then, and the time of the list of runs, in ms. */
async function started(dataDir) {
  const begun = performance.now();
  return withServer(dataDir, {}, async (link, pid) => {
    const ready = performance.now() - begun;
    const processor = await processorMs(pid);
    const { get } = await apiOf(link);
    const list = [];
    for (let round = 0; round < 31; round += 1) {
      const asked = performance.now();
      const answer = await (await get('/api/runs')).json();
      list.push(performance.now() - asked);
      if (dataDir === full && answer.runs.length !== runs) throw new Error('Runs are missing from the list.');
    }
    const listProcessor = ((await processorMs(pid)) - processor) / list.length;
    return { ready, processor, list: median(list), listProcessor };
  });
}
