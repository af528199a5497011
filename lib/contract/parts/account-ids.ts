/** Lists of account IDs in requests. */
import { z } from 'zod';

/** Maximum length of an ID, in characters. No ID from Atlassian is that long. */
const longest = 128;

/**
 * A list of `least` to `most` texts of at most 128 characters. One check covers the whole list: a check per item takes
 * ten times as long.
 */
export function accountIdsSchema(least: number, most: number) {
  const isOne = (id: unknown) => typeof id === 'string' && id.length <= longest;
  return z.custom<string[]>(
    (ids) => Array.isArray(ids) && ids.length >= least && ids.length <= most && ids.every(isOne),
    `must be a list of ${least} to ${most} account IDs of at most ${longest} characters`,
  );
}
