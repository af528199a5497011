/** The organisation's size limit, a setting. */
import type { Database } from 'better-sqlite3';
import { readSetting } from '#lib/adapters/sqlite/stored-text';
import { defaultSizeLimit, tightestSizeLimit } from '#lib/domain/plan/alarms/size-limit';
import type { SizeLimitStore } from '#lib/engine/storage/size-limits';

/** A limit that cannot be read is replaced by the tightest one. */
export function sizeLimitStore(database: Database): SizeLimitStore {
  return {
    sizeLimit() {
      const sizeLimit = readSetting(database, 'brake');
      return sizeLimit === 'unreadable' ? tightestSizeLimit : (sizeLimit ?? defaultSizeLimit);
    },
    setSizeLimit(sizeLimit) {
      database
        .prepare("INSERT OR REPLACE INTO settings (key, value) VALUES ('brake', ?)")
        .run(JSON.stringify(sizeLimit));
    },
  };
}
