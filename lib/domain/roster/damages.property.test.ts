/**
 * Damaged rosters: nobody starts ticked with a wrong account ID, status or role. A column that the file does not have
 * is no wrong value. What nothing in the file can show:
 * - a digit of an account ID that became another digit: the result is an account ID;
 * - a name in which letters were lost or replaced, or that changed places with another: any text can be a name;
 * - a group in which letters were lost or replaced, or that changed places: any text can be a group;
 * - an address that is still one after letters were lost or replaced, unless another row has the same;
 * - of two columns for one thing, which one has the right names.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lateDoubts } from '#lib/domain/roster/users/late-doubts';
import { isDoubtful } from '#lib/domain/roster/users/remarks';
import { cellsOf, damages, people, type Truth } from '#test/samples/damages';
import { blocked, read } from '#test/samples/roster';

/** The users of a file who start ticked: none if the file is refused. Organisation admins are protected. */
async function ticked(text: string) {
  const { result, users } = await read(text);
  if (!result.ok) return { users: [], has: () => false };
  const { columns } = result.summary;
  const has = (role: string) => columns.some((column) => column.role === role);
  const contested = new Set(result.summary.contested);
  const doubt = lateDoubts(result.summary);
  const starting = users
    .map((user) => doubt?.(user) ?? user)
    .filter(
      (user) =>
        !blocked(user) &&
        !isDoubtful(user) &&
        !contested.has(user.position) &&
        !user.organisationAdmin &&
        user.status !== 'inactive',
    );
  return { users: starting, has };
}

const said: Record<string, string> = { active: 'Active', suspended: 'Suspended' };

describe.each(Object.entries(damages))('%s', (_, damage) => {
  it('ticks nobody with a wrong account ID, status or role', async () => {
    await fc.assert(
      fc.asyncProperty(people, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), async (all, numbers) => {
        let used = 0;
        const pick = (count: number): number => {
          used += 1;
          return (numbers[used % 4] ?? 0) % Math.max(1, count);
        };
        const text = damage(cellsOf(all), pick);
        const byId = new Map<string, Truth>(all.map((each) => [each.id, each]));
        const { users, has } = await ticked(text);
        for (const user of users) {
          const truth = byId.get(user.accountId ?? '');
          expect(truth, `${user.accountId} is nobody’s`).toBeDefined();
          if (has('status')) expect([user.line, said[user.status]]).toEqual([user.line, truth?.status]);
          if (has('org-role')) expect(truth?.role).not.toBe('Organization admin');
        }
      }),
      { numRuns: 40 },
    );
  });
});
