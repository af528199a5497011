/**
 * The queue of all jobs that ask Atlassian in the background. One job asks at a time. A more urgent job interrupts the
 * active one, which later continues from where it stopped. During a run all jobs pause.
 */
import type { WaitsFor } from '#lib/domain/connection/waits-for';

/** The purpose of a job: what the admin asked for goes before what is read ahead. */
const urgencies = ['asked', 'ahead'] as const;
export type Urgency = (typeof urgencies)[number];

/** A job, as the queue sees it. */
interface QueuedJob {
  urgency: Urgency;
  /** Does the work, from where it stopped. It is called again after the job was interrupted. */
  work(signal: AbortSignal): Promise<void>;
}

/** The place of a job in the queue. */
export interface QueuePlace {
  /** Settles when the job has ended, for any reason; not when it is interrupted. */
  readonly over: Promise<void>;
  /** The reason why the job is not asking now; null if it is. */
  waitsFor(): WaitsFor | null;
  /** Ends the job: at its next question, or at once if it is not asking. */
  stop(): void;
}

/** The queue. */
export interface AskingQueue {
  add(job: QueuedJob): QueuePlace;
  /**
   * Does work that goes before every job: the active job pauses until the work has ended. `clear` aborts the signal.
   */
  first(work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Whether a job of this urgency has not ended. */
  has(urgency: Urgency): boolean;
  /** Pauses the active job. Called when a run begins. */
  rest(): void;
  /** Continues the most urgent job, unless a run is under way. Called when no run is under way any more. */
  goOn(): void;
  /** Stops everything, and waits until nothing is being asked. */
  clear(): Promise<void>;
}

interface Place {
  job: QueuedJob;
  /** Aborts the work; null while the job is not asking. */
  asking: AbortController | null;
  isStopped: boolean;
  settle(problem: unknown): void;
}

interface Queue {
  /** The reason why nothing should be asked now (a run is under way); null if asking is allowed. */
  busy(): string | null;
  /** In order of arrival. */
  places: Set<Place>;
  active: Place | null;
  /** Settles when the active job was interrupted or has ended. */
  activeOver: Promise<void>;
  /** Questions under way that go before every job. */
  ahead: Set<{ asking: AbortController; over: Promise<void> }>;
}

/** An empty queue. `busy` returns why nothing should be asked now (a run is under way); null if asking is allowed. */
export function newAskingQueue(busy: () => string | null): AskingQueue {
  const queue: Queue = {
    busy,
    places: new Set(),
    active: null,
    activeOver: Promise.resolve(),
    ahead: new Set(),
  };
  return {
    add: (job) => add(queue, job),
    first: (work) => first(queue, work),
    has: (urgency) => [...queue.places].some(({ job }) => job.urgency === urgency),
    rest: () => queue.active?.asking?.abort(),
    goOn: () => goOn(queue),
    async clear() {
      for (const place of [...queue.places]) stop(queue, place);
      for (const { asking } of queue.ahead) asking.abort();
      await Promise.allSettled([queue.activeOver, ...[...queue.ahead].map(({ over }) => over)]);
    },
  };
}

async function first(queue: Queue, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const asking = new AbortController();
  const ahead = { asking, over: Promise.resolve() };
  queue.ahead.add(ahead);
  queue.active?.asking?.abort();
  ahead.over = work(asking.signal).finally(() => {
    queue.ahead.delete(ahead);
    goOn(queue);
  });
  await ahead.over;
}

function add(queue: Queue, job: QueuedJob): QueuePlace {
  const place: Place = { job, asking: null, isStopped: false, settle: () => undefined };
  const over = new Promise<void>((resolve, reject) => {
    place.settle = (problem) => (problem === undefined ? resolve() : reject(problem));
  });
  queue.places.add(place);
  goOn(queue);
  return {
    over,
    waitsFor: () => (place.asking !== null ? null : queue.busy() === null ? 'turn' : 'run'),
    stop: () => stop(queue, place),
  };
}

function stop(queue: Queue, place: Place): void {
  place.isStopped = true;
  if (place.asking) place.asking.abort();
  else end(queue, place, undefined);
}

function end(queue: Queue, place: Place, problem: unknown): void {
  queue.places.delete(place);
  place.settle(problem);
}

/** Starts the most urgent job. A less urgent active one is interrupted first. */
function goOn(queue: Queue): void {
  const [next] = [...queue.places].sort((a, b) => rank(a) - rank(b));
  if (!next || queue.ahead.size > 0 || queue.busy() !== null) return;
  if (queue.active === null) queue.activeOver = carryOut(queue, next);
  else if (rank(next) < rank(queue.active)) queue.active.asking?.abort();
}

function rank({ job }: Place): number {
  return urgencies.indexOf(job.urgency);
}

async function carryOut(queue: Queue, place: Place): Promise<void> {
  const asking = new AbortController();
  queue.active = place;
  place.asking = asking;
  let problem: unknown;
  try {
    await place.job.work(asking.signal);
  } catch (fault) {
    problem = fault ?? new Error('The work failed.');
  }
  queue.active = null;
  place.asking = null;
  const makesWay = asking.signal.aborted && !place.isStopped && problem === undefined;
  if (!makesWay) end(queue, place, problem);
  goOn(queue);
}
