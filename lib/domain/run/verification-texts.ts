/** The sentences about a verification, for headlines, users and panels. Pure. */
import { actTerms } from '#lib/domain/outcome/act';
import type { RunState } from '#lib/domain/run/state';
import {
  countedVerdicts,
  readingOf,
  type VerdictCounts,
  verdictOf,
  verificationCounts,
  verifiedByLabels,
} from '#lib/domain/run/verdict';
import type { LaterReading } from '#lib/domain/run/verification';
import { whole } from '#lib/domain/text/whole';

/** The part of a run that texts about its verification need. */
type VerifiedRun = Pick<RunState, 'act' | 'status' | 'counts'> & {
  verification: { endedAt: number | null } | null;
};

/**
 * The facts that a verification adds to the headline: `193 verified`, `1 came back`; `not verified` if no account was
 * read. Empty for a run that has not ended, that changed nobody, or that called nobody. `settled` are the positions
 * that later runs settled, which no longer count as still active.
 */
export function verificationFacts(state: RunState, settled?: ReadonlyMap<number, unknown>): string[] {
  return verifiedFacts(state, verificationCounts(state, settled).changed);
}

/**
 * The same, from the counted verdicts of the users whom the run reports as changed. `saysSettled`: whether one of the
 * facts is how many of them later runs settled.
 */
export function verifiedFacts(run: VerifiedRun, changed: VerdictCounts, saysSettled = true): string[] {
  const { act, status, counts, verification } = run;
  const { done, confirmed, goal } = actTerms[act];
  if (status !== 'ended' || act === 'dry-run' || counts[done] + counts[confirmed] === 0) return [];
  const read = countedVerdicts.reduce((sum, kind) => sum + (kind === 'none' ? 0 : changed[kind]), 0);
  if (read === 0) return [isVerifying(run) ? 'verification under way' : 'not verified'];
  const facts = [`${whole(changed.verified)} verified`];
  const add = (count: number, rest: string) => {
    if (count > 0) facts.push(`${whole(count)} ${rest}`);
  };
  add(changed.unchanged, goal === 'inactive' ? 'still active' : 'still inactive');
  add(changed['came-back'], goal === 'inactive' ? 'came back' : 'inactive again');
  add(saysSettled ? changed.settled : 0, 'settled by a later run');
  add(changed['later-run'], 'acted on by a later run');
  add(changed.unread, 'could not be read');
  add(changed.none, verification?.endedAt === null ? 'not verified yet' : 'not verified');
  return facts;
}

/** Whether a verification has begun and not ended. It may be interrupted. */
export function isVerifying({ verification }: Pick<VerifiedRun, 'verification'>): boolean {
  return verification !== null && verification.endedAt === null;
}

/** The text about a verdict that contradicts the run's report, with a hint; empty texts for every other user. */
export function refutationText(state: RunState, position: number): { message: string; hint: string } {
  const verdict = verdictOf(state, position);
  const { goal } = actTerms[state.act];
  const other = goal === 'inactive' ? 'active' : 'inactive';
  if (verdict === 'unchanged') {
    return {
      message: `Atlassian accepted the call, but verification read the account ${other}.`,
      hint: `Look at the account in admin.atlassian.com. Either the call had no effect, or the account was made ${other} at once, for example by an identity provider.`,
    };
  }
  if (verdict === 'came-back') {
    return {
      message: `The account was read ${goal} after the call, and is ${other} again.`,
      hint:
        goal === 'inactive'
          ? 'Usually an identity provider has put the account back (SCIM), another admin has re-activated it, or the person was invited again. Remove the person at the identity provider first, then deactivate again.'
          : 'Usually an identity provider (SCIM) or another admin has deactivated the account again.',
    };
  }
  return { message: '', hint: '' };
}

/**
 * The source of a verdict, for example `Search`, or why the account could not be read; empty if no verification has
 * reached it.
 */
export function verdictSource(state: RunState, position: number): string {
  const found = readingOf(state, position);
  if (found === undefined) return '';
  return found.source === null ? found.why : verifiedByLabels[found.source];
}

/** `Run 3 acted on this account later; then it read active.`, about a reading after a later run. */
export function laterText({ run, reading, why }: Pick<LaterReading, 'run' | 'reading' | 'why'>): string {
  const then = reading === 'unreadable' ? `it could not be read: ${why}` : `it read ${reading}.`;
  return `Run ${run} acted on this account later; then ${then}`;
}
