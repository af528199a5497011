/** What the pages remember. The server keeps it: what a browser keeps ends with the host name of a start. */
import { type Preferences, preferencesSchema } from '#lib/contract/preferences';

const none: Preferences = { reviewColumns: null };

export interface PreferenceKeeper {
  /** What was set last; nothing where nothing was, or it cannot be read. */
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
