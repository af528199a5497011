/** Two processes that judge mutants in parallel. One that dies or hangs is replaced. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { SetupFailure } from '../../scripts/setup/failure.mjs';
import { inRoot } from '../../scripts/setup/place.mjs';

const workers = 2;

/** Judges all of them in order and calls `judged` with each verdict. Rejects if a test fails without a mutant. */
export async function judgeAll(mutants, judged) {
  const queue = [...mutants];
  async function work() {
    let judge = null;
    let limits = {};
    for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
      judge ??= start();
      const { code, file } = mutant;
      const said = await answer(judge, { mutant: { code, file }, limits });
      if (said?.broken) {
        queue.length = 0;
        judge.disconnect();
        throw new SetupFailure(`Without a mutant a test fails: ${said.broken}`, {
          hint: 'Mend it first: npm run unit.',
        });
      }
      limits = said?.limits ?? limits;
      const verdict = said?.verdict ?? { state: 'killed', by: 'the process died', ms: 0 };
      judged(mutant, verdict);
      if (said === null || verdict.state === 'timed-out') {
        judge.kill('SIGKILL');
        judge = null;
      }
    }
    judge?.disconnect();
  }
  await Promise.all(Array.from({ length: workers }, work));
}

function start() {
  return fork(inRoot('test', 'mutate', 'judge.mjs'), {
    cwd: inRoot(),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** The answer of a judge; null if it dies instead. */
async function answer(judge, message) {
  const over = new AbortController();
  const { signal } = over;
  const said = Promise.race([
    once(judge, 'message', { signal }).then(([answered]) => answered),
    once(judge, 'exit', { signal }).then(() => null),
  ]);
  judge.send(message);
  const first = await said;
  over.abort();
  return first;
}
