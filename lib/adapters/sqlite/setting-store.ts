import type { Database } from 'better-sqlite3';

/** One text of the `settings` table; null if it was never set. */
interface SettingStore {
  read(): string | null;
  write(text: string): void;
}

/** The setting with this key. */
export function settingStore(database: Database, key: string): SettingStore {
  return {
    read: () =>
      database.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck().get(key) ?? null,
    write: (text) =>
      void database.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)').run(key, text),
  };
}
