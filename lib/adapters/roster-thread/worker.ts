/** The program of the thread for rosters' files. It does one task and ends. Bundled to roster-worker.mjs. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { FromThread, ThreadTask, ToThread } from '#lib/adapters/roster-thread/messages';
import { readIntoFile } from '#lib/adapters/roster-thread/read-into-file';
import { eraseDatabase } from '#lib/adapters/sqlite/erase-file';
import { thrownCode, thrownText } from '#lib/domain/text/thrown';

if (parentPort === null) throw new Error('This is the program of a thread.');
void work(parentPort, workerData);

async function work(port: MessagePort, task: ThreadTask): Promise<void> {
  port.postMessage(await resultOf(port, task));
  port.close();
}

async function resultOf(port: MessagePort, task: ThreadTask): Promise<FromThread> {
  try {
    if (task.kind === 'erase') {
      return { kind: 'erased', isGone: task.paths.map(eraseDatabase).every((isGone) => isGone) };
    }
    return { kind: 'read', answer: await readIntoFile(task.request, received(port)) };
  } catch (problem) {
    const message = thrownText(problem);
    return { kind: 'failed', message, code: thrownCode(problem) };
  }
}

/** The chunks that arrive. The next one is asked for once the last one is read. */
async function* received(port: MessagePort): AsyncGenerator<Uint8Array> {
  const arrived: ToThread[] = [];
  let wake = () => {};
  port.on('message', (message: ToThread) => {
    arrived.push(message);
    wake();
  });
  for (;;) {
    const next = arrived.shift();
    if (next === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    if (next.kind === 'end') return;
    if (next.kind === 'broken') throw new Error(next.message);
    yield next.bytes;
    port.postMessage({ kind: 'taken' } satisfies FromThread);
  }
}
