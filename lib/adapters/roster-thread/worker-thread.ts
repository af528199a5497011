/** Does the long work on rosters' files in threads of their own, so that the event loop never waits for it. */
import { Worker } from 'node:worker_threads';
import type { FromThread, ThreadTask, ToThread } from '#lib/adapters/roster-thread/messages';
import type { RosterThread } from '#lib/adapters/roster-thread/roster-thread';
import { thrownText } from '#lib/domain/text/thrown';

/** Chunks that are under way to a thread at once: about a megabyte. */
const mostUnderWay = 16;

/**
 * Starts a thread for each task. Its memory is freed when it ends. `program` is the bundle of `worker.ts`. If a thread
 * dies, its task fails and nothing else.
 */
export function workerThread(program: URL): RosterThread {
  async function erase(paths: readonly string[]): Promise<boolean> {
    const worker = started(program, { kind: 'erase', paths });
    const result = await resultOf(worker).catch(() => null);
    return result?.kind === 'erased' && result.isGone;
  }
  return {
    erase,
    async read(request, chunks) {
      const worker = started(program, { kind: 'read', request });
      const result = resultOf(worker);
      void feed(worker, chunks, result);
      try {
        const said = await result;
        if (said.kind === 'read') return said.answer;
        throw new Error('The thread that reads files did something else.');
      } catch (problem) {
        await erase([request.part]);
        throw problem;
      }
    },
  };
}

function started(program: URL, task: ThreadTask): Worker {
  return new Worker(program, { workerData: task });
}

/** The last message of a thread, once it has ended. Rejects if it failed. */
function resultOf(worker: Worker): Promise<FromThread> {
  return new Promise((resolve, reject) => {
    let last: FromThread | null = null;
    worker.on('message', (message: FromThread) => {
      if (message.kind !== 'taken') last = message;
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      if (last === null) reject(new Error('The thread that reads files ended early.'));
      else if (last.kind === 'failed') reject(failure(last));
      else resolve(last);
    });
  });
}

/** The error of the thread, with the code of SQLite or of the operating system. */
function failure({ message, code }: { message: string; code: string }): Error {
  return Object.assign(new Error(message), code === '' ? {} : { code });
}

/** Passes the chunks on, no faster than they are read, until the thread has its result. */
async function feed(
  worker: Worker,
  chunks: AsyncIterable<Uint8Array>,
  result: Promise<unknown>,
): Promise<void> {
  const post = (message: ToThread, transfer: ArrayBuffer[] = []) => worker.postMessage(message, transfer);
  let isOver = false;
  let underWay = 0;
  let wake = () => {};
  const over = () => {
    isOver = true;
    wake();
  };
  result.then(over, over);
  worker.on('message', ({ kind }: FromThread) => {
    if (kind === 'taken') underWay -= 1;
    wake();
  });
  try {
    for await (const chunk of chunks) {
      if (isOver) return;
      // A copy: the chunk may be a part of a buffer that others use.
      const bytes = new Uint8Array(chunk);
      post({ kind: 'chunk', bytes }, [bytes.buffer]);
      underWay += 1;
      while (underWay >= mostUnderWay && !isOver) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
    post({ kind: 'end' });
  } catch (problem) {
    post({ kind: 'broken', message: thrownText(problem) });
  }
}
