/**
 * The settings of the pages. The server stores them, since a browser's storage belongs to the host name of one start.
 */
import {
  noPreferences,
  type Preferences,
  type PreferencesChange,
  preferencesSchema,
} from '#lib/contract/preferences';

/** Reads and stores the preferences. */
export interface PreferenceKeeper {
  /** The latest preferences; empty if there are none or they cannot be read. */
  read(): Preferences;
  /** Changes the preferences that are named. */
  set(change: PreferencesChange): void;
}

/** Keeps the preferences as one text. */
export function preferenceKeeper(store: {
  read(): string | null;
  write(text: string): void;
}): PreferenceKeeper {
  function read(): Preferences {
    try {
      return preferencesSchema.parse(JSON.parse(store.read() ?? 'null'));
    } catch {
      return noPreferences;
    }
  }
  return { read, set: (change) => store.write(JSON.stringify({ ...read(), ...change })) };
}
