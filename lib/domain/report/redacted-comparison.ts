/**
 * Redacts a comparison: removes everything that names a person or a file, so that the difference report can be shared.
 * Pure.
 */
import type { AccountNow } from '#lib/domain/reconcile/account-now';
import type { Comparison } from '#lib/domain/reconcile/comparison';
import { leftOut, redactedStatus } from '#lib/domain/report/redaction';

/** The comparison without a person. `hash` replaces an account ID; it must not be reversible. */
export function redactedComparison(comparison: Comparison, hash: (accountId: string) => string): Comparison {
  const { goal, since, compared, users, others } = comparison;
  return {
    ...{ goal, since },
    compared: compared.from === 'file' ? { ...compared, name: leftOut } : compared,
    users: users.map(({ position, accountId, kind, outcome, before, now, access }) => ({
      ...{ position, kind, outcome },
      accountId: hash(accountId),
      name: `User ${position + 1}`,
      email: '',
      before: redactedStatus(before),
      now: redactedNow(now),
      // The changes name groups, and so teams.
      access: access === '' ? '' : leftOut,
    })),
    others:
      others.state === 'not-compared'
        ? others
        : {
            ...{ state: others.state, notKnown: others.notKnown },
            before: { ...others.before, name: leftOut },
            changed: others.changed.map(({ accountId, kind, before, now }, at) => ({
              kind,
              accountId: hash(accountId),
              name: `Account ${at + 1}`,
              email: '',
              before: before && redactedNow(before),
              now: redactedNow(now),
            })),
          },
    notes: [],
  };
}

function redactedNow(now: AccountNow): AccountNow {
  return 'text' in now ? { ...now, text: redactedStatus(now.text) } : now;
}
