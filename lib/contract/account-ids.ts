/** Lists of account IDs in requests. */
import { z } from 'zod';

/** Maximum number of characters of one: longer than any that Atlassian gives. */
const longest = 128;

/**
 * A list of `least` to `most` texts of at most 128 characters. It is looked at as a whole: one check an item makes the
 * list take ten times as long.
 */
export function accountIdsSchema(least: number, most: number) {
  const isOne = (id: unknown) => typeof id === 'string' && id.length <= longest;
  return z.custom<string[]>(
    (ids) => Array.isArray(ids) && ids.length >= least && ids.length <= most && ids.every(isOne),
    `must be a list of ${least} to ${most} account IDs of at most ${longest} characters`,
  );
}
