import type { z } from 'zod';
import type { DirectoryFile } from '#lib/adapters/sqlite/directory/directory-file';
import { putState, readState, type StateTable } from '#lib/adapters/sqlite/directory/directory-states';
import { parsed } from '#lib/adapters/sqlite/stored-text';

/** The states of one table of a directory. `of` is the key of a row. */
interface KeptStates<State> {
  /** Undefined if there is none, or if it can no longer be read. */
  read(of: readonly string[]): State | undefined;
  write(of: readonly string[], state: State): void;
  /** Forgets what could not be written. */
  forgetMemory(): void;
}

/**
 * The states of a table. One that cannot be written is kept in memory until the program ends, so that the admin sees
 * what became of their request.
 */
export function keptStates<S extends z.ZodType>(
  file: DirectoryFile,
  table: StateTable,
  schema: S,
): KeptStates<z.infer<S>> {
  const unwritten = new Map<string, string>();
  const nameOf = (of: readonly string[]) => JSON.stringify(of);
  return {
    read(of) {
      const text =
        unwritten.get(nameOf(of)) ?? file.read((database) => readState(database, table, of), undefined);
      return schema.safeParse(parsed(text ?? '')).data;
    },
    write(of, state) {
      const text = JSON.stringify(state);
      const unkept = file.write('states', (database) => putState(database, table, of, text));
      if (unkept === null) unwritten.delete(nameOf(of));
      else unwritten.set(nameOf(of), text);
    },
    forgetMemory: () => unwritten.clear(),
  };
}
