/** The users whom the admin leaves out of a new run. */
import { formatQuantity } from '#components/shared/format.ts';
import { accountKey } from '#lib/domain/account/account-id';
import type { PlanEntry } from '#lib/domain/plan/plan';

/** The positions of the users of `entries` without `those`, among `chosen`; `chosen` is undefined for all. */
export function positionsWithout(
  those: readonly Pick<PlanEntry, 'accountId'>[],
  chosen: readonly number[] | undefined,
  entries: readonly Pick<PlanEntry, 'accountId' | 'position'>[],
): number[] {
  const out = new Set(those.map(({ accountId }) => accountKey(accountId)));
  const among = chosen && new Set(chosen);
  return entries.flatMap(({ accountId, position }) =>
    (among?.has(position) ?? true) && !out.has(accountKey(accountId)) ? [position] : [],
  );
}

/** The description of the new run, with the number of users left out. */
export function withLeftOut(description: string, leftOut: number): string {
  if (leftOut === 0) return description;
  return `${description} You left out ${formatQuantity(leftOut, 'user')}.`;
}
