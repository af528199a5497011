/** For the model-based test: a clock that moves only on command, and whose wall time can be wrong. */
import type { Clock } from '#lib/engine/ports';

interface Timer {
  due: number;
  wake(): void;
}

export class WorldClock {
  /** Monotonic, in ms. */
  now = 1_000;
  /** The offset of the wall clock, in ms. */
  private skew = 1_700_000_000_000;
  private timers: Timer[] = [];
  /** The number of starts of the machine. Processes of different boots cannot compare their clocks. */
  private boots = 1;
  private bootedAt = 0;

  /** The clock as one process sees it. */
  of(isAlive: () => boolean): Clock {
    return {
      monotonic: () => this.now,
      moment: () => ({ boot: `boot ${this.boots}`, ms: this.now - this.bootedAt }),
      wall: () => Math.max(0, Math.round(this.now + this.skew)),
      soon: (work) => process.nextTick(work),
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          if (!isAlive()) return;
          const finish = () => {
            callOff();
            signal.removeEventListener('abort', finish);
            resolve();
          };
          const callOff = this.alarm(ms, finish);
          signal.addEventListener('abort', finish);
        }),
      alarm: (ms, ring) => (isAlive() ? this.alarm(ms, ring) : () => {}),
    };
  }

  private alarm(ms: number, wake: () => void): () => void {
    const timer = { due: this.now + ms, wake };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  }

  jump(ms: number): void {
    this.skew += ms;
  }

  /** Restarts the machine. A sleeping process is gone. */
  reboot(): void {
    this.boots += 1;
    this.bootedAt = this.now;
  }

  /** Lets time pass. Timers that are due fire. */
  advance(ms: number): void {
    this.now += ms;
    const due = this.timers.filter((timer) => timer.due <= this.now);
    this.timers = this.timers.filter((timer) => timer.due > this.now);
    for (const timer of due) timer.wake();
  }

  /** The time until the next timer fires; null if there is none. */
  untilNext(): number | null {
    if (this.timers.length === 0) return null;
    return Math.max(0, Math.min(...this.timers.map((timer) => timer.due)) - this.now);
  }

  /** The sleeping process is gone. */
  forget(): void {
    this.timers = [];
  }
}
