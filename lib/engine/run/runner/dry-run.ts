/** A dry run has a client that cannot write, and asks whether a user may be deactivated where a run would call. */
import type { Permission } from '#lib/domain/run/judge/dry-run';
import { type Reading, readingOf } from '#lib/domain/run/judge/judge';
import type { Atlassian } from '#lib/engine/ports';
import type { UserWork } from '#lib/engine/run/runner/user-work';

/** The same client without its two writes: whoever calls them has a fault, and nothing is sent. */
export function withoutWrites(atlassian: Atlassian): Atlassian {
  const never = () => Promise.reject(new Error('A dry run calls nobody.'));
  return {
    ...atlassian,
    disable: never,
    enable: never,
  };
}

/** What is known of an account before it would be called. */
export interface Look {
  reading: Reading;
  /** Only in a dry run. */
  permission: Permission;
}

/**
 * Reads an account and, where it is active, asks whether it may be deactivated. A question that was not answered for
 * want of a connection, of patience or of a key is no answer at all: what follows is what would follow in a run.
 */
export async function lookAndAsk(user: Pick<UserWork, 'accountId' | 'ask'>): Promise<Look> {
  const reading = readingOf(await user.ask((atlassian) => atlassian.profile(user.accountId)));
  if (reading.says === 'nothing' || reading.says === 'inactive') return { reading, permission: null };
  const permission = await user.ask((atlassian) => atlassian.permissions(user.accountId));
  if (permission.ok) return { reading, permission };
  const { fault, tookMs } = permission;
  const unanswered = fault.code === 'rate-limited' || fault.owner === 'network' || fault.owner === 'key';
  return unanswered
    ? { reading: { says: 'nothing', fault, tookMs }, permission: null }
    : { reading, permission };
}
