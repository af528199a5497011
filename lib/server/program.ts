/**
 * Runs the program on an open data folder: it listens, guards, and ends in order. Production and development share it.
 */
import { app, appReplaced, openApp } from '#lib/server/app';
import { type FrontParts, startFront } from '#lib/server/front/front';
import type { Handler } from '#lib/server/front/serve';
import { onEnter } from '#lib/server/launch/enter-key';
import type { LaunchTerminal } from '#lib/server/launch/launch-terminal';
import { onlyReading } from '#lib/server/launch/only-reading';
import { stopOnSignal } from '#lib/server/launch/stop-on-signal';
import { keepHeapSmall } from '#lib/server/small-heap';
import { watchRuns } from '#lib/server/watchdog';

/** The reason why the program cannot start, and what to do. */
interface StartProblem {
  message: string;
  hint: string;
}

/** The parts in which production and development differ. */
interface ProgramParts {
  version: string;
  terminal: LaunchTerminal;
  front: Omit<FrontParts, 'handler' | 'version' | 'letIn' | 'signedOut' | 'report'>;
  /** Starts Next.js for the port that is listened on. */
  pages(port: number): Promise<Handler>;
  /** Lines that are printed before the links. */
  notices: readonly string[];
  /** Called first when the program ends. */
  ending?(): void;
}

/**
 * Listens, starts Next.js and prints the links. The application must be registered. Returns why it could not listen.
 */
export async function startProgram(parts: ProgramParts): Promise<StartProblem | null> {
  const { version, terminal } = parts;
  const { watching, redact } = app();
  outliveOutput();
  let isReady: (pages: Handler) => void = () => {};
  // A request waits until Next is ready. In production none comes before that, since nobody knows the link yet.
  const ready = new Promise<Handler>((resolve) => {
    isReady = resolve;
  });
  const started = await startFront({
    ...parts.front,
    async handler(request, response) {
      const pages = await ready;
      await appReplaced();
      return pages(request, response);
    },
    version,
    letIn: terminal.letIn,
    signedOut: terminal.replaced,
    report(problem) {
      openApp()?.recorder.exception('front', problem);
      complain((openApp()?.redact ?? redact)(String(problem instanceof Error ? problem.message : problem)));
    },
  });
  if (!started.ok) {
    await app().close();
    return started;
  }
  const { front } = started;
  // A crash prints its cause, with the key redacted.
  process.on('uncaughtException', (problem) => {
    complain((openApp()?.redact ?? redact)(problem.stack ?? String(problem)));
    process.exit(1);
  });
  const endWatches = startWatches(complain);
  stopOnSignal(async () => {
    parts.ending?.();
    endWatches();
    terminal.close();
    await appReplaced();
    await Promise.all([front.close(), openApp()?.close()]);
  });
  const pages = await parts.pages(front.port);
  isReady(watching ? onlyReading(pages) : pages);
  if (parts.front.port !== 0 && front.port !== parts.front.port) {
    say(process.stdout, `Port ${parts.front.port} is taken; using ${front.port}.`);
  }
  if (watching) {
    say(process.stdout, `Another Lockstep works in ${app().dataDir}: this one can only watch.`);
  }
  for (const notice of parts.notices) say(process.stderr, notice);
  for (const { message, hint } of app().storageNotices()) say(process.stderr, `${message}\n  ${hint}`);
  terminal.ready(front.links());
  onEnter(() => terminal.replaced(front.renewLinks()));
  return null;
}

/**
 * Keeps running when nobody reads the output any more (`npm start | head`): a failed write must not end a run. The
 * failure is not reported, since there is no place left for it.
 */
function outliveOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Looks at the runs regularly until the returned function is called. `complain` prints one line. */
export function startWatches(complain: (line: string) => void): () => void {
  const endWatch = watchRuns(() => openApp()?.engine.runs.standingStill() ?? [], complain);
  const endKeeping = keepHeapSmall(() => openApp()?.engine.runs.hasUnfinished() ?? false);
  return () => {
    endWatch();
    endKeeping();
  };
}

/** Explains why the program does not start, and sets its exit code. */
export function giveUp(code: number, problems: readonly StartProblem[]): void {
  for (const { message, hint } of problems) say(process.stderr, `${message}\n  ${hint}`);
  process.exitCode = code;
}

/** Writes one line of the log. */
export const logTo = (line: string): void => say(process.stderr, line);

/** Prints one line. */
export function say(stream: NodeJS.WriteStream, line: string): void {
  stream.write(`${line}\n`);
}

function complain(line: string): void {
  say(process.stderr, `lockstep: ${line}`);
}
