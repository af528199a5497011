/** The state of a run, folded from the journal on disk. */

import type { JournalEntry, RunEvent } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { newRun, type RunState } from '#lib/domain/run/state';
import { atOnce, inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { RunStore } from '#lib/engine/storage';

/** Entries read and applied in one piece: some milliseconds of work. */
const entriesAtOnce = 500;

/** Applies the entries after `state.seq` to `state`, which it returns; a new run's state where none is given. */
export function foldRun(store: Pick<RunStore, 'journal'>, runId: string, state = newRun()): RunState {
  return atOnce(foldInPieces(store, runId, state));
}

/** The same in pieces, up to the entry `upTo`; `heard` is told of each entry that was applied. */
export function* foldInPieces(
  store: Pick<RunStore, 'journal'>,
  runId: string,
  state: RunState,
  upTo = Number.POSITIVE_INFINITY,
  heard: (entry: JournalEntry) => void = () => {},
): Pieces<RunState> {
  for (;;) {
    const entries = store.journal(runId, state.seq, entriesAtOnce).filter(({ seq }) => seq <= upTo);
    for (const entry of entries) {
      apply(state, entry);
      heard(entry);
    }
    if (entries.length === 0 || state.seq >= upTo) return state;
    yield;
  }
}

/** The state that the entries of these events, all of one moment, lead to in a journal of their own. */
export function* foldEvents(events: readonly RunEvent[], at: number): Pieces<RunState> {
  const state = newRun();
  for (const group of inGroups(events, entriesAtOnce)) {
    for (const event of group) apply(state, { seq: state.seq + 1, at, event });
    yield;
  }
  return state;
}
