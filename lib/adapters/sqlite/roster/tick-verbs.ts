import type { RosterFiles } from '#lib/adapters/sqlite/roster/roster-files';
import type { RosterStore } from '#lib/engine/storage/rosters';

type TickVerbs = Pick<
  RosterStore,
  | 'unticked'
  | 'untickedInPieces'
  | 'setTicked'
  | 'setManyTicked'
  | 'untickOnce'
  | 'untickedOnce'
  | 'tickAfterRun'
  | 'tickedAfterRun'
>;

/** The verbs of the store on ticks. A roster that does not exist has none, and nothing is written for it. */
export function tickVerbs(files: RosterFiles, exists: (id: string) => boolean): TickVerbs {
  return {
    unticked: (id) => (exists(id) ? files.of(id).ticks.unticked() : new Set()),
    *untickedInPieces(id) {
      return exists(id) ? yield* files.of(id).ticks.untickedInPieces() : new Set<string>();
    },
    setTicked(id, accountIds, ticked) {
      if (exists(id)) files.of(id).ticks.set(accountIds, ticked);
    },
    *setManyTicked(id, accountIds, ticked) {
      if (exists(id)) yield* files.of(id).ticks.setMany(accountIds, ticked);
    },
    untickOnce(id, accountIds) {
      if (exists(id)) files.of(id).ticks.untickOnce(accountIds);
    },
    untickedOnce: (id) => (exists(id) ? files.of(id).ticks.untickedOnce() : new Set()),
    tickAfterRun(id, accountIds, run) {
      if (exists(id)) files.of(id).ticks.tickAfterRun(accountIds, run);
    },
    tickedAfterRun: (id) => (exists(id) ? files.of(id).ticks.tickedAfterRun() : new Map()),
  };
}
