/** A dry run has a client that cannot write. Instead of calling, it asks whether the user may be deactivated. */
import type { Permission } from '#lib/domain/run/judge/dry-run';
import type { Reading } from '#lib/domain/run/judge/judge';
import type { Atlassian } from '#lib/engine/ports';
import type { UserWork } from '#lib/engine/run/runner/user-work';

/** The same client without its two write methods. Calling them is a bug, and sends nothing. */
export function withoutWrites(atlassian: Atlassian): Atlassian {
  const never = () => Promise.reject(new Error('A dry run calls nobody.'));
  return {
    ...atlassian,
    disable: never,
    enable: never,
  };
}

/** A reading of an account before its call. */
export interface Look {
  reading: Reading;
  /** Only set in a dry run. */
  permission: Permission;
}

/**
 * Reads an account and, if it is active, asks whether it may be deactivated. If that question fails because of the
 * connection, the rate limit or the key, the account counts as not read, and the run handles the fault.
 */
export async function lookAndAsk(user: Pick<UserWork, 'accountId' | 'ask' | 'read'>): Promise<Look> {
  const reading = await user.read();
  if (reading.says === 'nothing' || reading.says === 'inactive') return { reading, permission: null };
  const permission = await user.ask('manage', (atlassian) => atlassian.permissions(user.accountId));
  if (permission.ok) return { reading, permission };
  const { fault, tookMs } = permission;
  const unanswered = fault.code === 'rate-limited' || fault.owner === 'network' || fault.owner === 'key';
  return unanswered
    ? { reading: { says: 'nothing', fault, tookMs }, permission: null }
    : { reading, permission };
}
