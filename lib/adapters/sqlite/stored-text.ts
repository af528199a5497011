/** Reads stored texts. An unreadable one is a value, not an exception, so that it locks nobody out. */
import type { Database } from 'better-sqlite3';
import type { z } from 'zod';
import { personSchema } from '#lib/domain/account/person';
import { sizeLimitSchema } from '#lib/domain/plan/alarms/size-limit';
import { retentionSchema, type StorageNotice } from '#lib/domain/retention';

/** The value of a JSON text; undefined if it is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The reason why a text does not match `schema`, with what was expected; null if it does. */
export function whyUnreadable(text: string, schema: z.ZodType): string | null {
  const value = parsed(text);
  if (value === undefined) return 'JSON was expected';
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  if (!issue) return null;
  return `${issue.path.join('.') || 'the whole of it'}: ${issue.message}`;
}

/** The settings that are stored as JSON. */
const settings = {
  keeping: retentionSchema,
  brake: sizeLimitSchema,
  operator: personSchema,
};
type Settings = { [Key in keyof typeof settings]: z.infer<(typeof settings)[Key]> };

/** A setting; null if it was never set, `unreadable` if it can no longer be read. */
export function readSetting<Key extends keyof Settings>(
  database: Database,
  key: Key,
): Settings[Key] | null | 'unreadable' {
  const text = database
    .prepare<[string], string>('SELECT value FROM settings WHERE key = ?')
    .pluck()
    .get(key);
  if (text === undefined) return null;
  const { data } = settings[key].safeParse(parsed(text));
  return data === undefined ? 'unreadable' : (data as Settings[Key]);
}

const unreadable: Record<keyof Settings, StorageNotice> = {
  keeping: {
    message:
      'The retention setting can no longer be read, so only facts read from Atlassian are deleted automatically, after 30 days.',
    hint: 'Set the days again in Settings, under Data.',
  },
  brake: {
    message:
      'The size limit can no longer be read, so every plan of more than one user needs a typed reason.',
    hint: 'Set it again in Settings.',
  },
  operator: {
    message:
      'The setting with your own account can no longer be read, so that account is not protected as yours.',
    hint: 'Name it again on the review of a roster.',
  },
};

/** Notices about settings that can no longer be read, with the values that replace them. */
export function unreadableSettings(database: Database): StorageNotice[] {
  return (Object.keys(settings) as (keyof Settings)[])
    .filter((key) => readSetting(database, key) === 'unreadable')
    .map((key) => unreadable[key]);
}
