/**
 * `npm run mutate`: changes one thing at a time in the code that decides a run, and checks whether a test notices.
 * Options: `--files a,b` mutates other files; `--limit N` takes N mutants, drawn by `--seed S`; `--fresh` ignores
 * earlier verdicts.
 */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { begin } from '../../scripts/setup/begin.mjs';
import { say } from '../../scripts/setup/failure.mjs';
import { root } from '../../scripts/setup/place.mjs';

/** The files that decide a run; for a file that does more than that, the functions. */
const decisive = [
  'lib/domain/run/run.ts',
  'lib/domain/run/fold-user.ts',
  'lib/domain/run/hold.ts',
  'lib/domain/run/state.ts',
  'lib/domain/run/judge/judge.ts',
  'lib/domain/run/judge/breakers.ts',
  'lib/domain/run/judge/doubt.ts',
  'lib/domain/run/next/breaker.ts',
  'lib/domain/run/next/next-step.ts',
  'lib/domain/run/next/standstill.ts',
  'lib/domain/pace/pace.ts',
  'lib/domain/run/user.ts',
  'lib/domain/run/canary.ts',
  'lib/engine/run/runner/runner.ts',
  'lib/engine/run/runner/run-context.ts',
  'lib/engine/run/runner/run-journal.ts',
  'lib/engine/run/runner/work.ts',
  'lib/engine/run/runner/waits.ts',
  'lib/engine/run/runner/requests.ts',
  'lib/engine/run/runner/carry-out.ts',
  'lib/engine/run/runner/steps.ts',
  'lib/engine/run/runner/call.ts',
  'lib/engine/run/runner/read-ahead.ts',
  'lib/engine/directory/blocks/block-search.ts',
  'lib/engine/run/runner/lag-checks.ts',
  'lib/engine/run/runner/user-work.ts',
  'lib/engine/run/runner/count-step.ts',
  'lib/engine/run/runner/recheck-step.ts',
  'lib/engine/run/runs.ts',
  'lib/engine/run/runs-context.ts',
  'lib/engine/run/ledger.ts',
  'lib/engine/run/opening.ts',
  'lib/engine/run/interruption.ts',
  'lib/engine/run/take-up.ts',
  'lib/engine/run/start.ts',
  'lib/engine/run/command.ts',
  'lib/engine/run/closed-runs.ts',
  'lib/engine/run/unwritten-end.ts',
  'lib/engine/run/run-report.ts',
  'lib/engine/run/seal-from.ts',
  'lib/engine/plan/gate.ts#checkConnection',
];

begin({ tools: true }, async () => {
  const { values: options } = parseArgs({
    options: {
      files: { type: 'string', default: decisive.join(',') },
      limit: { type: 'string', default: 'Infinity' },
      seed: { type: 'string', default: '1' },
      fresh: { type: 'boolean', default: false },
    },
  });
  const { mutantsOf } = await import('./mutants.mjs');
  const { explanations, openResults, resultsFile } = await import('./results.mjs');
  const { judgeAll } = await import('./workers.mjs');
  const explained = explanations();
  if (options.fresh) rmSync(resultsFile, { force: true });
  const results = openResults();

  const all = options.files.split(',').flatMap((name) => {
    const [file, where] = name.split('#');
    return mutantsOf(root, file).filter((mutant) => where === undefined || mutant.where === where);
  });
  const chosen = drawn(all, Number(options.limit), Number(options.seed));
  const stateOf = (mutant) => {
    const state = results.get(mutant)?.state ?? 'not judged';
    return state === 'survived' && explained.has(mutant.key) ? 'explained' : state;
  };
  const open = chosen.filter((mutant) => results.get(mutant) === null);
  say(`${chosen.length} of ${all.length} mutants, ${chosen.length - open.length} of them judged before.`);

  let done = 0;
  await judgeAll(open, (mutant, verdict) => {
    results.put(mutant, verdict);
    done += 1;
    if (stateOf(mutant) === 'survived') show(mutant);
    if (done % 25 === 0) say(`${done} of ${open.length}`);
  });

  const survivors = chosen.filter((mutant) => stateOf(mutant) === 'survived');
  say(`\n${survivors.length} survived without an explanation${survivors.length > 0 ? ':' : '.'}`);
  for (const mutant of survivors) show(mutant);
  for (const state of ['killed', 'timed-out', 'survived', 'explained', 'not judged']) {
    say(`${state.padEnd(12)}${chosen.filter((mutant) => stateOf(mutant) === state).length}`);
  }
  for (const mutant of all) if (stateOf(mutant) !== 'killed') explained.delete(mutant.key);
  const mutated = new Set(all.map(({ file }) => file));
  for (const key of explained.keys()) {
    if (mutated.has(key.split(' · ')[0])) say(`No longer needed in explained.json: ${key}`);
  }
  if (survivors.length > 0) process.exitCode = 1;
});

function show({ file, line, where, from, to }) {
  say(`\n${file}:${line}  ${where}\n  - ${from}\n  + ${to}`);
}

/** Draws a number of items with a seed. Keeps the order of the list. */
function drawn(list, limit, seed) {
  if (limit >= list.length) return list;
  let state = seed;
  const ranked = list.map((each, at) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return { each, at, rank: state };
  });
  const first = ranked.sort((one, other) => one.rank - other.rank).slice(0, limit);
  return first.sort((one, other) => one.at - other.at).map(({ each }) => each);
}
