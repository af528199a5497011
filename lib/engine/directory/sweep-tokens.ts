/** Reads all API tokens of the organisation at once, instead of asking for those of each account. */
import type { PartState } from '#lib/domain/directory/known';
import { afterSweep, beginSweep, type SweepState } from '#lib/domain/directory/sweep';
import { newTally, type Totals } from '#lib/domain/directory/totals';
import type { StorageNotice } from '#lib/domain/retention';
import { takePages } from '#lib/engine/directory/retries';
import { type Sweep, why } from '#lib/engine/directory/sweep';
import { ofTokens } from '#lib/engine/directory/to-readings';

/** The accounts whose tokens are saved in one transaction. */
const savedAtOnce = 500;

/**
 * Stores, for each account with API tokens, their number and last use. The tokens of one account may be on several
 * pages, so nothing is stored before the last page. A refusal says nothing about the key.
 */
export async function sweepTokens(sweep: Sweep): Promise<PartState> {
  const { atlassian, organisationId, store, signal, clock } = sweep;
  const state = beginSweep(store.sweep('organisation-tokens'), clock.wall(), 0);
  const tokens = new Map<string, { lastAccess: string | null }[]>();
  const fault = await takePages(
    (from) => atlassian.organisationTokens(organisationId, signal, from),
    (page) => {
      for (const { accountId, lastActive } of page.tokens) {
        if (accountId === null) continue;
        tokens.set(accountId, [...(tokens.get(accountId) ?? []), { lastAccess: lastActive }]);
      }
    },
    sweep,
  );
  const at = clock.wall();
  if (fault !== null) return end(sweep, state, why(sweep, fault), null);
  const tally = newTally();
  const readings = [...tokens].map(([accountId, each]) => {
    const reading = ofTokens({ source: 'organisation-tokens', accountId, tokens: each, at });
    tally.add(reading.facts);
    return { ...reading, generation: state.generation };
  });
  let unkept: StorageNotice | null = null;
  for (let from = 0; from < readings.length && unkept === null; from += savedAtOnce) {
    unkept = store.save(readings.slice(from, from + savedAtOnce));
  }
  return end(sweep, state, unkept, unkept === null ? tally.totals() : null);
}

/** Stores the state of the sweep. `obstacle` is what ended it; null after the last page. */
function end(
  { store, clock }: Sweep,
  state: SweepState,
  obstacle: StorageNotice | null,
  totals: Totals | null,
): PartState {
  const at = clock.wall();
  const part: PartState = obstacle === null ? { state: 'known', at } : { state: 'unknown', at, ...obstacle };
  store.saveSweep('organisation-tokens', afterSweep(state, part, totals));
  return part;
}
