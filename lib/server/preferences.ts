/**
 * The settings of the pages. The server stores them, since a browser's storage belongs to the host name of one start.
 */
import { type Preferences, preferencesSchema } from '#lib/contract/preferences';

const none: Preferences = { reviewColumns: null };

/** Reads and stores the preferences. */
export interface PreferenceKeeper {
  /** The latest preferences; empty if there are none or they cannot be read. */
  read(): Preferences;
  set(preferences: Preferences): void;
}

/** Keeps the preferences as one text. */
export function preferenceKeeper(store: {
  read(): string | null;
  write(text: string): void;
}): PreferenceKeeper {
  return {
    read() {
      try {
        return preferencesSchema.parse(JSON.parse(store.read() ?? 'null'));
      } catch {
        return none;
      }
    },
    set: (preferences) => store.write(JSON.stringify(preferences)),
  };
}
