/** At the end of a run, reads users again if the headcount contradicts the outcomes, and records the readings. */
import { type AccountId, parseAccountId } from '#lib/domain/account/account-id';
import type { RecheckReading } from '#lib/domain/run/events';
import { readingOf } from '#lib/domain/run/judge/judge';
import type { Recheck } from '#lib/domain/run/state';
import { goesOnAsNow, type RunContext } from '#lib/engine/run/runner/run-context';

/** Maximum time for all these readings together, in ms. */
const recheckTimeoutMs = 30_000;

/** Reads while nothing else is in progress. A command interrupts it. */
export async function recheck(positions: readonly number[], context: RunContext): Promise<void> {
  const { clock, entries, journal, news } = context;
  const goesOn = goesOnAsNow(context);
  const stop = new AbortController();
  const timeout = clock.sleep(recheckTimeoutMs, stop.signal).then(() => {
    stop.abort();
    news.notify();
  });
  const readings: Recheck['readings'][number][] = [];
  const mayRead = () => goesOn() && !stop.signal.aborted;
  for (const position of positions) {
    const id = parseAccountId(entries.at(position)?.accountId ?? '');
    if (!goesOn()) break;
    const says =
      id && mayRead() ? await readAgain(id, { signal: stop.signal, mayRead }, context) : 'unreadable';
    readings.push({ position, reading: says });
  }
  stop.abort();
  await timeout;
  if (goesOn()) journal.record({ type: 'rechecked', readings });
}

async function readAgain(
  id: AccountId,
  { signal, mayRead }: { signal: AbortSignal; mayRead: () => boolean },
  context: RunContext,
): Promise<RecheckReading> {
  const read = () => context.atlassian.profile(id, signal);
  const answer = await context.requests.timed('profile', read, mayRead);
  if (answer === null) return 'unreadable';
  if (answer.ok) context.profiles.note(answer.value);
  const { says } = readingOf(answer);
  return says === 'active' || says === 'inactive' ? says : 'unreadable';
}
