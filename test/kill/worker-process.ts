/** The worker as a process: starts it, reads its messages, and kills it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { DemoOrganisation } from '#lib/demo/server';
import { thrownCode } from '#lib/domain/text/thrown';
import { type Orders, type Said, saidSchema } from '#test/kill/orders';

/** The end of a process: an exit code or a signal. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The end of its standard error. */
  errors: string;
}

export interface WorkerProcess {
  /** The worker's next message; null once the worker has ended. */
  next(): Promise<Said | null>;
  /** Aborted when it has ended. */
  readonly gone: AbortSignal;
  ended: Promise<Ended>;
  resume(): void;
  kill(): void;
  /**
   * The worker's own process ID, once it reports that the run continues. The started process may be a program around
   * it.
   */
  pid(): number | null;
}

/** Workers that have not ended, so that a failing test leaves none behind. */
const alive = new Set<WorkerProcess>();

/** Kills every worker that is still alive. */
export function killAll(): void {
  for (const worker of alive) worker.kill();
}

export interface Folder {
  organisation: DemoOrganisation;
  dataDir: string;
  /** The path of the worker's bundle. */
  worker: string;
}

/**
 * Starts a worker that continues the run of the folder. `around` is the command line of a program that starts it, such
 * as `strace -f`; empty for none.
 */
export function startWorker(
  { organisation, dataDir, worker }: Folder,
  die: Orders['die'] = null,
  around: readonly string[] = [],
): WorkerProcess {
  const { url: apiUrl, apiKey, organisationId } = organisation;
  const orders: Orders = { dataDir, apiUrl, organisationId, die };
  const [command = '', ...line] = [...around, process.execPath, worker, JSON.stringify(orders)];
  const child = spawn(command, line, {
    // The key is not on the command line, which every program on the computer can read.
    env: { ...process.env, ATLASSIAN_ORG_API_KEY: apiKey },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // The worker may die while it is being written to.
  child.stdin.on('error', () => {});
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-4_000);
  });
  let pid: number | null = null;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const gone = new AbortController();
  const process_: WorkerProcess = {
    async next() {
      const { value, done } = await lines.next();
      if (done) return null;
      const said = saidSchema.parse(JSON.parse(value));
      if (said.type === 'going') pid = said.pid;
      return said;
    },
    gone: gone.signal,
    ended: endOf(child).then(({ code, signal }) => {
      alive.delete(process_);
      gone.abort();
      return { code, signal, errors };
    }),
    resume: () => void child.stdin.write('resume\n'),
    kill() {
      if (pid !== null && !gone.signal.aborted) killed(pid);
      // Killing the program around it would only release it.
      if (around.length === 0 || pid === null) child.kill('SIGKILL');
    },
    pid: () => pid,
  };
  alive.add(process_);
  return process_;
}

async function endOf(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  const [code, signal] = await once(child, 'close');
  return { code, signal };
}

/** Kills a process, which may have ended by itself a moment ago. */
function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (problem) {
    if (thrownCode(problem) !== 'ESRCH') throw problem;
  }
}
