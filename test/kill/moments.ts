/** At what moment a worker is killed from outside, by what the ledger shows: counts, so that any machine gets there. */
import { setTimeout } from 'node:timers/promises';
import type { DemoOrganisation } from '#lib/demo/server';

/** Resolves at the moment, or when the process is gone. */
export type Moment = (gone: AbortSignal) => Promise<void>;

/** The process ends by itself. */
export const untilGone: Moment = (gone) =>
  new Promise((resolve) => {
    if (gone.aborted) resolve();
    else gone.addEventListener('abort', () => resolve());
  });

/** How long after that many requests. */
export function anyMoment(organisation: DemoOrganisation, requests: number, delayMs: number): Moment {
  const from = organisation.ledger().length;
  return async (gone) => {
    while (!gone.aborted && organisation.ledger().length - from < requests) await setTimeout(1);
    await setTimeout(delayMs);
  };
}

/** When more than so many calls have come since then, and one that deactivates is not answered yet. */
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

/** As soon as the organisation has answered that many calls that deactivate, and one more. */
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
 * How long without a request, in ms, before a run is taken to stand still. No wait of the product is as
 * long on the fast clock of the worker.
 */
export function standstill(organisation: DemoOrganisation, patienceMs: number): Moment {
  return async (gone) => {
    let seen = -1;
    while (!gone.aborted && seen !== organisation.ledger().length) {
      seen = organisation.ledger().length;
      await setTimeout(patienceMs, undefined, { signal: gone }).catch(() => {});
    }
  };
}
