/** Repeats a question after a temporary fault. All questions of preflight use the same limits. */
import type { Answer, Fault } from '#lib/domain/outcome/answer';
import { backoff, maxAttempts, maxPutOffs, throttleWait } from '#lib/domain/run/backoff';
import type { Clock } from '#lib/engine/ports';

/** The parts that repeating a question needs. */
export interface RetryParts {
  signal: AbortSignal;
  clock: Clock;
  /** A number in [0, 1). */
  random(): number;
  /** Called before each wait with its end (wall clock, ms), and with null after it. */
  waiting(until: number | null): void;
}

/** Counts the faults of one question. `again` waits and then returns whether to repeat the question. */
export function newRetries({ signal, clock, random, waiting }: RetryParts): {
  again(fault: Fault): Promise<boolean>;
  reset(): void;
} {
  let throttles = 0;
  let attempts = 0;
  return {
    async again(fault) {
      if (signal.aborted || !fault.repeatable) return false;
      const throttled = fault.code === 'rate-limited';
      if (throttled) throttles += 1;
      else attempts += 1;
      if (throttles > maxPutOffs || attempts >= maxAttempts) return false;
      const ms = throttled
        ? throttleWait(fault.waitMs, throttles, random())
        : (fault.waitMs ?? backoff(attempts, random()));
      waiting(clock.wall() + ms);
      await clock.sleep(ms, signal);
      waiting(null);
      return !signal.aborted;
    },
    reset() {
      throttles = 0;
      attempts = 0;
    },
  };
}

/** Asks until there is an answer, or until repeating cannot help. */
export async function askWithRetries<T>(
  ask: () => Promise<Answer<T>>,
  retries: RetryParts,
): Promise<Answer<T>> {
  const { again } = newRetries(retries);
  for (;;) {
    const answer = await ask();
    if (answer.ok || !(await again(answer.fault))) return answer;
  }
}

/**
 * Reads all pages of a list. `pages` yields them from a cursor on; null is the first page. After a temporary fault the
 * failed page is requested again. Returns the fault that ended the reading, or null after the last page.
 */
export async function takePages<P extends { next: string | null }>(
  pages: (from: string | null) => AsyncIterable<Answer<P>>,
  take: (page: P) => void,
  retries: RetryParts,
): Promise<Fault | null> {
  const { again, reset } = newRetries(retries);
  let cursor: string | null = null;
  let fault: Fault | null = null;
  do {
    fault = null;
    for await (const answer of pages(cursor)) {
      if (!answer.ok) {
        fault = answer.fault;
        break;
      }
      reset();
      take(answer.value);
      cursor = answer.value.next;
    }
  } while (fault !== null && (await again(fault)));
  return fault;
}
