/** Lists and deletes the directories in the data folder. */
import { type CurrentDirectoryParts, demoApi, directoryName } from '#lib/engine/directory/directory';
import { bytesMayRemain, done, failed, onlyWatching, type Result } from '#lib/engine/errors';
import type { DirectoryFiles, DirectoryName, KeptDirectory } from '#lib/engine/storage/directories';

/** A directory in numbers. `organisation` is its name, its ID if the name is not known, or null. */
interface KeptDirectoryView extends KeptDirectory {
  organisation: string | null;
  isDemo: boolean;
}

/** The verbs on the directories in the data folder. */
export interface KeptDirectoryVerbs {
  list(): KeptDirectoryView[];
  /** Deletes a directory. Its facts are read from Atlassian again when they are needed. */
  remove(id: string): Result<void>;
  /** Deletes the directory of the connected organisation. If some of its bytes may be left, a notice says so. */
  forgetConnected(): void;
  /** Deletes every directory of the demo organisation. Each new demo organisation has other people. */
  forgetDemo(): void;
}

interface KeptDirectoryParts extends CurrentDirectoryParts {
  files: Pick<DirectoryFiles, 'of' | 'list' | 'forget'>;
  /** Forgets the facts about the connected organisation that are in memory. */
  forgetFacts(): void;
  /** Another process owns the data folder, so nothing is deleted. */
  watching: boolean;
}

/** Verbs over the files. */
export function newKeptDirectories(parts: KeptDirectoryParts): KeptDirectoryVerbs {
  const { files, connections, watching } = parts;
  /** Deletes a directory, and the facts in memory: they belong to this organisation, or to none that is asked now. */
  const forget = (name: DirectoryName) => {
    parts.forgetFacts();
    return files.forget(name);
  };
  return {
    list() {
      const connected = connections().view();
      const current = connected.state === 'none' ? null : connected.organisation;
      return files.list().map((each) => {
        const { api, organisationId } = each.name;
        const isCurrent = current !== null && current.id === organisationId;
        return { ...each, organisation: isCurrent ? current.name : organisationId, isDemo: api === demoApi };
      });
    },
    remove(id) {
      if (watching) return onlyWatching();
      const found = files.list().find((each) => each.id === id);
      if (!found) {
        return failed('not-found', 'This directory no longer exists.', 'Open the settings again.');
      }
      return forget(found.name) ? done(undefined) : bytesMayRemain('then delete it again.');
    },
    forgetConnected() {
      const name = directoryName(connections());
      if (name !== null && !watching) forget(name);
    },
    forgetDemo() {
      if (watching) return;
      for (const { name } of files.list()) if (name.api === demoApi) forget(name);
    },
  };
}
