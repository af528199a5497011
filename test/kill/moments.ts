/**
 * The moments at which a worker is killed from outside. They are counts in the ledger, so that every machine reaches
 * them.
 */
import { setTimeout } from 'node:timers/promises';
import type { DemoOrganisation } from '#lib/demo/server';

/** Resolves at the moment, or when the process has ended. */
export type Moment = (gone: AbortSignal) => Promise<void>;

/** The moment when the process ends by itself. */
export const untilGone: Moment = (gone) =>
  new Promise((resolve) => {
    if (gone.aborted) resolve();
    else gone.addEventListener('abort', () => resolve());
  });

/** After this many more requests. */
export function anyMoment(organisation: DemoOrganisation, requests: number, delayMs: number): Moment {
  const from = organisation.ledger().length;
  return async (gone) => {
    while (!gone.aborted && organisation.ledger().length - from < requests) await setTimeout(1);
    await setTimeout(delayMs);
  };
}

/** The moment when more than `more` further calls have arrived, and one that deactivates is not answered yet. */
export function callInFlight(organisation: DemoOrganisation, more: number): Moment {
  const from = organisation.ledger().length;
  return async (gone) => {
    for (;;) {
      const calls = organisation.ledger();
      const flying = calls.slice(-8).some((call) => {
        return call.operation === 'lifecycle.disable' && call.answered === null;
      });
      if (gone.aborted || (flying && calls.length - from > more)) return;
      await setTimeout(1);
    }
  };
}

/** The moment when the organisation has answered `more` further calls that deactivate, and one more. */
export function callAnswered(organisation: DemoOrganisation, more: number): Moment {
  const from = organisation.ledger().length;
  return async (gone) => {
    const answered = () => {
      const since = organisation.ledger().slice(from);
      return since.filter((call) => call.operation === 'lifecycle.disable' && call.answered !== null).length;
    };
    while (!gone.aborted && answered() <= more) await setTimeout(1);
  };
}

/**
 * The moment when no request has arrived for `timeoutMs`: then the run counts as stalled. No wait of the product is
 * that long on the worker's fast clock.
 */
export function standstill(organisation: DemoOrganisation, timeoutMs: number): Moment {
  return async (gone) => {
    let seen = -1;
    while (!gone.aborted && seen !== organisation.ledger().length) {
      seen = organisation.ledger().length;
      await setTimeout(timeoutMs, undefined, { signal: gone }).catch(() => {});
    }
  };
}
