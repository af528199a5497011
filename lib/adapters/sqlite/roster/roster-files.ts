/** The open files of the rosters in one data folder. */
import { existsSync } from 'node:fs';
import { openRosterFile, type RosterFile } from '#lib/adapters/sqlite/roster/roster-file';
import { rosterPaths } from '#lib/adapters/sqlite/roster/roster-folder';
import type { RosterTicks } from '#lib/adapters/sqlite/roster/roster-ticks';
import type { RosterUser } from '#lib/domain/roster/roster';
import type { Pieces } from '#lib/domain/text/pieces';

/** Opens files at their first use. Only the roster used last has its ticks in memory. */
export interface RosterFiles {
  /** The file of a roster that exists; one without users if it is lost. */
  of(id: string): RosterFile;
  /** Whether the file is missing, or turned out to be unreadable. */
  isLost(id: string): boolean;
  close(id: string): void;
  /** Closes the files of all other rosters. */
  keepOnly(ids: readonly string[]): void;
  closeAll(): void;
}

/** `isReadOnly`: another process owns the folder. `noteChange` is called after every change of ticks and users. */
export function rosterFiles(folder: string, isReadOnly: boolean, noteChange: () => void): RosterFiles {
  const open = new Map<string, RosterFile>();
  const lost = new Set<string>();
  let last = '';
  function close(id: string): void {
    open.get(id)?.close();
    open.delete(id);
    lost.delete(id);
  }
  return {
    of(id) {
      if (last !== id) open.get(last)?.ticks.forget();
      last = id;
      const before = open.get(id);
      if (before) return before;
      const file = openRosterFile(rosterPaths(folder, id).file, isReadOnly, noteChange);
      if (file === null) lost.add(id);
      else open.set(id, file);
      return file ?? lostFile;
    },
    isLost: (id) =>
      lost.has(id) || open.get(id)?.isDamaged() === true || !existsSync(rosterPaths(folder, id).file),
    close,
    keepOnly(ids) {
      const kept = new Set(ids);
      for (const id of [...open.keys()]) if (!kept.has(id)) close(id);
    },
    closeAll() {
      for (const file of open.values()) file.close();
      open.clear();
    },
  };
}

function* inOnePiece<T>(value: T): Pieces<T> {
  yield;
  return value;
}

const noTicks: RosterTicks = {
  unticked: () => new Set(),
  untickedInPieces: () => inOnePiece(new Set()),
  set: () => undefined,
  setMany: () => inOnePiece(undefined),
  untickWith: () => undefined,
  untickOnce: () => undefined,
  untickedOnce: () => new Set(),
  tickAfterRun: () => undefined,
  tickedAfterRun: () => new Map(),
  forget: () => undefined,
};

/** Replaces a file that is lost. It has no users. */
const lostFile: RosterFile = {
  ticks: noTicks,
  *pages(): Generator<readonly RosterUser[]> {},
  *accountIds(): Generator<readonly string[]> {},
  find: () => inOnePiece(null),
  replace: () => undefined,
  changes: () => 0,
  isDamaged: () => true,
  close: () => undefined,
};
