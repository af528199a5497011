/** The pace of a run as text, for the confirmation. */
import { formatQuantity } from '#components/shared/format.ts';
import { canaryCount, type RunOptions } from '#lib/domain/plan/run-options';

/** One sentence on how a run with `users` users proceeds. */
export function paceLabel(options: RunOptions, users: number): string {
  const { concurrency, gapMs, waitAfterCanary } = options;
  const canary = canaryCount(options.canary, users);
  const first = canary === 1 ? 'The first user alone' : `The first ${formatQuantity(canary, 'user')} alone`;
  if (canary >= users) return `${users === 1 ? 'One user' : 'Each user alone'}, read back afterwards.`;
  const then = waitAfterCanary ? 'then it waits for you; after that' : 'then';
  const rest = concurrency === 1 ? 'one after the other' : 'as fast as Atlassian allows';
  const gap = gapMs === 0 ? '' : `, at least ${gapMs / 1_000} s apart`;
  return `${first}, ${then} the rest ${rest}${gap}.`;
}
