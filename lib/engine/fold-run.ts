/** The state of a run, folded from the journal on disk. */
import { apply, newRun, type RunState } from '#lib/domain/run';
import type { RunStore } from '#lib/engine/storage';

/** Entries read at once. */
const entriesAtOnce = 5_000;

/** Applies the entries after `state.seq` to `state`, which it returns; a new run's state where none is given. */
export function foldRun(store: Pick<RunStore, 'journal'>, runId: string, state = newRun()): RunState {
  for (;;) {
    const entries = store.journal(runId, state.seq, entriesAtOnce);
    for (const entry of entries) apply(state, entry);
    if (entries.length === 0) return state;
  }
}
