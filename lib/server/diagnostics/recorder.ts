/** Records what happens inside the program: the last faults in memory, and the lines of the log. */
import type { Log } from '#lib/engine/ports';
import { exceptionText } from '#lib/server/diagnostics/clean-text';

/** The part of the program in which a fault occurred. */
type FaultPlace = 'request' | 'journal' | 'data folder' | 'route' | 'front';

/** A fault, or several equal ones in a row. */
interface RecordedFault {
  /** The time when it occurred last, in ms since the epoch. */
  at: number;
  place: FaultPlace;
  what: string;
  /** The number of times that it occurred in a row. */
  times: number;
}

/** A request to Atlassian, and its result. */
interface RecordedRequest {
  method: string;
  /** With placeholders such as `ACCOUNT`. */
  path: string;
  accountId: string | null;
  status: number | null;
  /** The code of its fault; null if it succeeded. */
  code: string | null;
  tookMs: number;
  trace: string | null;
}

/** Records requests and faults. */
export interface Recorder {
  /** Writes a line; undefined if the log is off, so that no line is even prepared. */
  log: Log | undefined;
  /** Writes a line for each request, and keeps those that failed. */
  request(request: RecordedRequest): void;
  /** Keeps a fault. `what` must not quote anything that may be a name. */
  fault(place: FaultPlace, what: string): void;
  /** Keeps an exception, without its message. */
  exception(place: FaultPlace, problem: unknown): void;
  /** The last faults, newest first. */
  faults(): RecordedFault[];
}

/** The parts that the recorder needs. */
interface RecorderParts {
  /** Writes one line; null if the log is off (LOCKSTEP_LOG). */
  write: ((line: string) => void) | null;
  clean(text: string): string;
  /** Ms since the epoch. */
  now(): number;
}

/** Maximum number of faults that are kept. */
const mostFaults = 20;

/** Creates a recorder. Faults are kept in memory only. Each text is redacted before it is kept or written. */
export function newRecorder({ write, clean, now }: RecorderParts): Recorder {
  let kept: RecordedFault[] = [];
  const log: Log | undefined = write
    ? (event, fields) => {
        const cleaned = Object.entries(fields).map(([name, value]) => [
          name,
          typeof value === 'string' ? clean(value) : value,
        ]);
        write(JSON.stringify({ at: new Date(now()).toISOString(), event, ...Object.fromEntries(cleaned) }));
      }
    : undefined;

  function keep(place: FaultPlace, what: string): void {
    const [last, ...before] = kept;
    const text = clean(what);
    const again = last?.place === place && last.what === text;
    const next = { at: now(), place, what: text, times: again ? last.times + 1 : 1 };
    kept = [next, ...(again ? before : kept)].slice(0, mostFaults);
  }

  function fault(place: FaultPlace, what: string): void {
    keep(place, what);
    log?.('fault', { place, what });
  }

  return {
    log,
    request({ method, path, status, code, ...rest }) {
      if (code !== null) keep('request', `${method} ${path}: ${code} (${status ?? 'no answer'})`);
      log?.('request', { method, path, status, code, ...rest });
    },
    fault,
    exception: (place, problem) => fault(place, exceptionText(problem)),
    faults: () => kept,
  };
}
