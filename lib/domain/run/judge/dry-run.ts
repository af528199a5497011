/**
 * Judges users in a dry run, which does everything but the call. The readings show what a call would have done. Pure.
 */
import { dryRunMark } from '#lib/domain/outcome/act';
import type { Answer } from '#lib/domain/outcome/answer';
import { refusalReason } from '#lib/domain/preflight/refusal-reasons';
import type { RunEvent } from '#lib/domain/run/events';
import { settled } from '#lib/domain/run/judge/judge';

/** The answer to `GET …/manage?privileges=lifecycle.enablement`; null if it was not asked. */
export type Permission = Answer<{ enablement: { allowed: boolean; reason: string | null } | null }> | null;

/**
 * The outcome in a dry run of a user whom a run would call; reading the account took `readMs`. It is `would-deactivate`
 * only if no reading contradicts it. What only a call would show (a site that the person owns, an unverified address)
 * cannot be known here.
 */
export function rehearse(position: number, readMs: number, permission: Permission): RunEvent {
  const base = { attempt: 0, tookMs: readMs };
  if (permission !== null && !permission.ok && permission.fault.owner === 'user') {
    const { fault, tookMs } = permission;
    const message = `${dryRunMark}: ${fault.message}`;
    return settled(position, { ...base, outcome: 'refused', fault, message, tookMs });
  }
  const rule = permission?.ok ? permission.value.enablement : null;
  if (rule && !rule.allowed) {
    const { code, message, hint } = refusalReason(rule.reason);
    const refused = { ...base, outcome: 'refused', code, hint } as const;
    return settled(position, { ...refused, message: `${dryRunMark}: ${message}` });
  }
  const unasked = permission !== null && !permission.ok;
  const doubt = unasked ? ` Whether it may be could not be asked: ${permission.fault.message}` : '';
  const message = `${dryRunMark}: the account would be called. Nothing was changed.${doubt}`;
  return settled(position, { ...base, outcome: 'would-deactivate', message });
}
