/** The keys with which a run was carried out, by their last four characters. Pure. */
import { type WhoAndWhy, whoAndWhyOf } from '#lib/domain/plan/who-and-why';
import type { RunState } from '#lib/domain/run/state';

/**
 * The keys in the order of their use: that of the sealed plan, and each with which the run was started or resumed after
 * it. `since` is ms since the epoch; null for the key of the plan. The state of an imported run has none of its own.
 */
export function keysOf(
  plan: Parameters<typeof whoAndWhyOf>[0],
  { keys }: Pick<RunState, 'keys'>,
): { tail: string; since: number | null }[] {
  const { keyTail }: WhoAndWhy = whoAndWhyOf(plan);
  const all = keyTail === null ? [] : [{ tail: keyTail, since: null as number | null }];
  for (const { tail, at } of keys) if (all.at(-1)?.tail !== tail) all.push({ tail, since: at });
  return all;
}
