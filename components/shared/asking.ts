/** Texts about the question that Lockstep is asking Atlassian now. */
import { formatCount } from '#components/shared/format.ts';
import type { WaitsFor } from '#lib/domain/connection/waits-for';
import type { PreflightPart, PreflightProgress } from '#lib/domain/preflight/preflight';

const asking: Record<PreflightPart, string> = {
  accounts: 'Reading the managed accounts',
  admins: 'Reading the organisation admins',
  provisioned: 'Reading provisioned accounts',
  permissions: 'Checking each user',
  tokens: 'Checking for API tokens in use',
};

/** The reason why a question to Atlassian has to wait. */
export const waitLabels: Record<WaitsFor, string> = {
  run: 'paused while a run is under way',
  turn: 'waits for another check',
};

/** `Checking each user · 40 of 200`, or what it waits for. */
export function progressLabel({ part, done, total, waitsFor }: PreflightProgress): string {
  if (waitsFor !== null) return `${asking[part]}: ${waitLabels[waitsFor]}`;
  const count = total === null ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`;
  return done === 0 && total === null ? `${asking[part]}…` : `${asking[part]} · ${count}`;
}
