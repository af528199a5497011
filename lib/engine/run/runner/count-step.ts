/** Counts the active accounts of the organisation during a run, and writes down how many there are. */
import type { HeadcountMoment } from '#lib/domain/run/events';
import { countActive } from '#lib/engine/run/runner/headcount';
import { goesOnAsNow, type RunContext } from '#lib/engine/run/runner/run-context';

/** A run does not wait longer for the number of active accounts, in ms: it is a comfort, not a condition. */
const countPatienceMs = 10_000;

/** Nothing else is under way meanwhile. What the admin says is heard: then it is counted another time, if at all. */
export async function count(when: HeadcountMoment, context: RunContext): Promise<void> {
  const { clock, journal, news } = context;
  const goesOn = goesOnAsNow(context);
  const stop = new AbortController();
  const found: { late: boolean; headcount?: Awaited<ReturnType<typeof countActive>> } = { late: false };
  const counting = countActive(context.atlassian, context.organisationId ?? '', stop.signal).then(
    (headcount) => {
      found.headcount = headcount;
      news.notify();
    },
  );
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
