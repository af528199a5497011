/** Makes rosters: their users are written into a part of a file first, and the roster exists when that is complete. */
import type { RosterThread } from '#lib/adapters/roster-thread/roster-thread';
import { publishFile, rosterPaths } from '#lib/adapters/sqlite/roster/roster-folder';
import { untickIn, writeRosterFile } from '#lib/adapters/sqlite/roster/roster-writer';
import type { RosterSummary } from '#lib/domain/roster/roster';
import type { NewRoster, RosterDraft, RosterRecord, RosterStore } from '#lib/engine/storage/rosters';
import { inTurns } from '#lib/engine/turns';

interface DraftParts {
  folder: string;
  thread: RosterThread;
  /** Erases files. Resolves to false if some of their bytes may be left. */
  erase(paths: readonly string[]): Promise<boolean>;
  /** The account IDs in a file that is no roster yet, page by page. */
  accountIdsIn(path: string): Iterable<readonly string[]>;
  /** Adds the row of a roster. */
  add(file: NewRoster, summary: RosterSummary): void;
  /** A roster as it is stored. */
  get(id: string): RosterRecord | null;
}

/** The verbs of the store that make rosters. */
export function rosterDrafts(parts: DraftParts): Pick<RosterStore, 'begin' | 'read'> {
  const { folder, thread, erase } = parts;
  return {
    begin(file) {
      const { part } = rosterPaths(folder, file.id);
      const writing = writeRosterFile(part);
      return {
        add: writing.add,
        end({ contested, ...summary }) {
          writing.end(contested, false);
          return draftOf(parts, file, { ...summary, contested: [] });
        },
        async abandon() {
          writing.close();
          await erase([part]);
        },
      };
    },
    async read(file, chunks, request) {
      const { part } = rosterPaths(folder, file.id);
      const answer = await thread.read({ part, name: file.name, ...request }, chunks);
      return answer.ok ? { ...answer, draft: draftOf(parts, file, answer.summary) } : answer;
    },
  };
}

/** The written users of a file, which can become a roster. */
function draftOf(
  { folder, erase, accountIdsIn, add, get }: DraftParts,
  file: NewRoster,
  summary: RosterSummary,
): RosterDraft {
  const paths = rosterPaths(folder, file.id);
  return {
    summary,
    accountIds: () => accountIdsIn(paths.part),
    async finish(unticked, { original, organisation } = {}) {
      try {
        await inTurns(untickIn(paths.part, unticked));
        await publishFile(paths);
        add(file, {
          ...summary,
          ...(original && { original }),
          ...(organisation && { organisation }),
        });
      } catch (problem) {
        await erase([paths.part, paths.file]);
        throw problem;
      }
      const record = get(file.id);
      if (!record) throw new Error('The roster just written cannot be read back.');
      return record;
    },
    abandon: () => erase([paths.part]).then(() => undefined),
  };
}
