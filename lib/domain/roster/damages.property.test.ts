/**
 * Damaged rosters: nobody starts ticked with a wrong account ID, status or role. What nothing in the file can show: a
 * name, a group or an address in which letters were lost or replaced, two names or groups that changed places, and a
 * digit of an account ID that became another digit.
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
  if (!result.ok) return [];
  const contested = new Set(result.summary.contested);
  const doubt = lateDoubts(result.summary);
  return users
    .map((user) => doubt?.(user) ?? user)
    .filter(
      (user) =>
        !blocked(user) &&
        !isDoubtful(user) &&
        !contested.has(user.position) &&
        !user.organisationAdmin &&
        user.status !== 'inactive',
    );
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
        for (const user of await ticked(text)) {
          const truth = byId.get(user.accountId ?? '');
          expect(truth, `${user.accountId} is nobody’s`).toBeDefined();
          expect([user.line, said[user.status]]).toEqual([user.line, truth?.status]);
          expect(truth?.role).not.toBe('Organization admin');
        }
      }),
      { numRuns: 40 },
    );
  });
});
