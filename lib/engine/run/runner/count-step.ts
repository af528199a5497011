/** Counts the organisation's active accounts during a run, and records the number. */
import type { HeadcountMoment } from '#lib/domain/run/events';
import { countActive, type Headcount } from '#lib/engine/directory/count-active';
import { goesOnAsNow, type RunContext } from '#lib/engine/run/runner/run-context';

/** Maximum time to wait for the number of active accounts, in ms. The run can continue without it. */
const countPatienceMs = 10_000;

/** Counts while nothing else is in progress. A command interrupts the count, which may then be repeated. */
export async function count(when: HeadcountMoment, context: RunContext): Promise<void> {
  const { clock, journal, news, requests, store } = context;
  const goesOn = goesOnAsNow(context);
  const stop = new AbortController();
  const found: { late: boolean; headcount?: Headcount } = { late: false };
  const asking = { atlassian: requests.inquiring(context.atlassian), store, clock };
  const counting = countActive(asking, context.organisationId ?? '', stop.signal).then((headcount) => {
    found.headcount = headcount;
    news.notify();
  });
  const patience = clock.sleep(countPatienceMs, stop.signal).then(() => {
    found.late = !stop.signal.aborted;
    news.notify();
  });
  while (!found.headcount && !found.late && goesOn()) await news.next();
  stop.abort();
  await Promise.all([counting, patience]);
  if (found.late)
    found.headcount = { active: null, message: 'It could not be counted: there was no answer.' };
  if (found.headcount && goesOn()) journal.record({ type: 'counted', when, ...found.headcount });
}
