/** The state of a run, folded from the journal on disk. */
import type { JournalEntry, RunEvent } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { newRun, type RunState } from '#lib/domain/run/state';
import { atOnce, inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { RunStore } from '#lib/engine/storage/runs';

/** Number of entries applied in one piece: some milliseconds of work. */
const entriesAtOnce = 500;

/** Applies the entries after `state.seq` to `state`, and returns it. The default is the state of a new run. */
export function foldRun(store: Pick<RunStore, 'journal'>, runId: string, state = newRun()): RunState {
  return atOnce(foldInPieces(store, runId, state));
}

/** The same in pieces, up to the entry `upTo`. `applied` is called with each applied entry. */
export function* foldInPieces(
  store: Pick<RunStore, 'journal'>,
  runId: string,
  state: RunState,
  {
    upTo = Number.POSITIVE_INFINITY,
    applied = () => {},
  }: { upTo?: number; applied?: (entry: JournalEntry) => void } = {},
): Pieces<RunState> {
  for (;;) {
    const entries = store.journal(runId, state.seq, entriesAtOnce).filter(({ seq }) => seq <= upTo);
    for (const entry of entries) {
      apply(state, entry);
      applied(entry);
    }
    if (entries.length === 0 || state.seq >= upTo) return state;
    yield;
  }
}

/** The state after these events in a new journal, all with the same time. */
export function* foldEvents(events: readonly RunEvent[], at: number): Pieces<RunState> {
  const state = newRun();
  for (const group of inGroups(events, entriesAtOnce)) {
    for (const event of group) apply(state, { seq: state.seq + 1, at, event });
    yield;
  }
  return state;
}
