/** Counts the organisation's active accounts during a run, and records the number. */
import { essentialsKeepMs } from '#lib/domain/directory/freshness';
import type { HeadcountMoment } from '#lib/domain/run/events';
import { type CountedList, countActive, type Headcount } from '#lib/engine/directory/count-active';
import { goesOnAsNow, type RunContext } from '#lib/engine/run/runner/run-context';

/** Maximum time to wait for the number of active accounts, in ms. The run can continue without it. */
const countTimeoutMs = 10_000;

/** Maximum number of accounts in a short list: three pages. */
const shortList = 300;

/** Maximum number of accounts for which a list is read at all. */
const longList = 20_000;

/** Counts while nothing else is in progress. A command interrupts the count, which may then be repeated. */
export async function count(when: HeadcountMoment, context: RunContext): Promise<void> {
  const { clock, journal, news, requests, store } = context;
  const goesOn = goesOnAsNow(context);
  const stop = new AbortController();
  const found: { late: boolean; headcount?: Headcount } = { late: false };
  const list = listFor(when, context);
  const asking = { atlassian: requests.inquiring(context.atlassian), store, clock };
  const counting = countActive(asking, context.organisationId ?? '', list, stop.signal).then((headcount) => {
    found.headcount = headcount;
    news.notify();
  });
  const timeout = clock.sleep(countTimeoutMs, stop.signal).then(() => {
    found.late = !stop.signal.aborted;
    news.notify();
  });
  while (!found.headcount && !found.late && goesOn()) await news.next();
  stop.abort();
  await Promise.all([counting, timeout]);
  if (found.late)
    found.headcount = { active: null, message: 'It could not be counted: there was no answer.' };
  if (found.headcount && goesOn()) journal.record({ type: 'counted', when, ...found.headcount });
}

/**
 * The list of managed accounts that may replace the count. Reading a list costs a request per hundred accounts. After
 * the canary, where the number falls by only a few, only a short list is read.
 */
function listFor(when: HeadcountMoment, { clock, lastEnd }: RunContext): CountedList {
  const now = clock.wall();
  const since = when === 'before' ? Math.max(now - essentialsKeepMs, lastEnd + 1) : now + 1;
  return { since, most: when === 'after-canary' ? shortList : longList };
}
