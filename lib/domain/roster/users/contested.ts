/** Handles users whose account ID a later row of the file gives to another person. Neither row can be trusted. */
import type { RosterUser } from '#lib/domain/roster/roster';

/** Blocks the users at the positions `contested`. They were passed on before the later row was read. */
export function blockContested(
  users: readonly RosterUser[],
  contested: readonly number[],
): readonly RosterUser[] {
  if (contested.length === 0) return users;
  const doubtful = new Set(contested);
  return users.map((user) => {
    if (!doubtful.has(user.position)) return user;
    const message =
      'A later row of the file gives this account ID to somebody else. Correct the file and upload it again.';
    const problem = { code: 'contradiction', message, line: user.line, blocks: true } as const;
    return { ...user, problems: [...user.problems, problem] };
  });
}
