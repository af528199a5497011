/** What Lockstep is asking Atlassian now, as text. */
import { formatCount } from '#components/shared/format.ts';
import type { PreflightPart, PreflightProgress } from '#lib/domain/preflight/preflight';

const asking: Record<PreflightPart, string> = {
  accounts: 'Reading the managed accounts',
  admins: 'Reading the organisation admins',
  provisioned: 'Reading provisioned accounts',
  permissions: 'Checking each user',
  tokens: 'Checking for API tokens in use',
};

/** `Checking each user · 40 of 200`. */
export function progressLabel({ part, done, total }: PreflightProgress): string {
  const count = total === null ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`;
  return done === 0 && total === null ? `${asking[part]}…` : `${asking[part]} · ${count}`;
}
