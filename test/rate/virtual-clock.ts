/** For tests: a clock whose time passes only while all work waits for it. */
import type { Clock } from '#lib/engine/ports';

interface Timer {
  due: number;
  /** Timers that are due at the same time fire in the order in which they were set. */
  number: number;
  wake(): void;
}

const dayMs = 86_400_000;

/** Virtual time. It depends on no real clock, so every run of a simulation gives the same numbers. */
export class VirtualClock implements Clock {
  private now = 0;
  private count = 0;
  private timers: Timer[] = [];

  /** `epoch` is the wall clock at the beginning, in ms since the epoch. */
  constructor(private readonly epoch = Date.parse('2026-11-23T10:00:00.437Z')) {}

  monotonic = (): number => this.now;
  wall = (): number => this.epoch + this.now;
  moment = () => ({ boot: 'virtual', ms: this.now });
  soon = (work: () => void): void => process.nextTick(work);

  sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted || ms <= 0) return resolve();
      const finish = () => {
        callOff();
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const callOff = this.alarm(ms, finish);
      signal.addEventListener('abort', finish);
    });

  alarm = (ms: number, ring: () => void): (() => void) => {
    const timer = { due: this.now + Math.max(0, ms), number: this.count, wake: ring };
    this.count += 1;
    this.insert(timer);
    return () => {
      const at = this.timers.indexOf(timer);
      if (at >= 0) this.timers.splice(at, 1);
    };
  };

  /**
   * Lets time pass until the work has settled. Rejects if the work waits for something that no timer brings, and if it
   * has not settled after `mostMs`, so that work that never ends fails its test.
   */
  async pass<T>(work: Promise<T>, mostMs = dayMs): Promise<T> {
    const last = this.now + mostMs;
    const state = { settled: false };
    const note = () => {
      state.settled = true;
    };
    work.then(note, note);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (state.settled) return work;
      const next = this.timers.shift();
      if (!next) throw new Error('The work waits for something that never comes.');
      if (next.due > last) throw new Error(`The work has not settled after ${mostMs} ms.`);
      this.now = Math.max(this.now, next.due);
      next.wake();
    }
  }

  private insert(timer: Timer): void {
    let at = this.timers.length;
    while (at > 0 && isLater(this.timers[at - 1], timer)) at -= 1;
    this.timers.splice(at, 0, timer);
  }
}

function isLater(one: Timer | undefined, other: Timer): boolean {
  return one !== undefined && (one.due > other.due || (one.due === other.due && one.number > other.number));
}
