/** Reads users again at the end of a run whose headcount contradicts it, and writes down what they read. */
import { type AccountId, parseAccountId } from '#lib/domain/account/account-id';
import type { RecheckReading } from '#lib/domain/run/events';
import { readingOf } from '#lib/domain/run/judge/judge';
import type { Recheck } from '#lib/domain/run/state';
import { goesOnAsNow, type RunContext } from '#lib/engine/run/runner/run-context';

/** How long the users that are read again at the end may take together, in ms. */
const recheckPatienceMs = 30_000;

/** As with counting: nothing else is under way, and what the admin says is heard. */
export async function recheck(positions: readonly number[], context: RunContext): Promise<void> {
  const { clock, entries, journal } = context;
  const goesOn = goesOnAsNow(context);
  const stop = new AbortController();
  const patience = clock.sleep(recheckPatienceMs, stop.signal).then(() => stop.abort());
  const readings: Recheck['readings'][number][] = [];
  for (const position of positions) {
    const id = parseAccountId(entries[position]?.accountId ?? '');
    if (!goesOn()) break;
    const says = id && !stop.signal.aborted ? await readAgain(id, stop.signal, context) : 'unreadable';
    readings.push({ position, reading: says });
  }
  stop.abort();
  await patience;
  if (goesOn()) journal.record({ type: 'rechecked', readings });
}

async function readAgain(id: AccountId, signal: AbortSignal, context: RunContext): Promise<RecheckReading> {
  const { says } = readingOf(await context.requests.timed(() => context.atlassian.profile(id, signal)));
  return says === 'active' || says === 'inactive' ? says : 'unreadable';
}
