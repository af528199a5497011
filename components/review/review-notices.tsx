import Link from 'next/link';
import type { SelectionState, SelectionStore } from '#components/review/ticks/selection-store.ts';
import { formatQuantity } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { useRuns } from '#components/shared/use-runs.ts';
import { usesOf } from '#components/shared/used-in-runs.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { RosterDetail } from '#lib/contract/roster';
import { topicOfFailure } from '#lib/domain/help/topic-of';

/** The runs that this roster was used in already. */
export function UsedInRuns({ rosterId }: { rosterId: string }) {
  const [latest, ...others] = usesOf(rosterId, useRuns().runs ?? []);
  if (!latest) return null;
  return (
    <Notice
      className="mx-4 my-2 sm:mx-5"
      title={
        <>
          Used in{' '}
          <Link href={`/runs/${encodeURIComponent(latest.runId)}`} className="text-accent underline">
            {latest.text}
          </Link>
          {others.length > 0 && `, and in ${formatQuantity(others.length, 'earlier run')}`}
        </>
      }
    />
  );
}

/** The protection rules that could not be checked for ticked users. */
export function UncheckedRules({ rules }: { rules: RosterDetail['unaskedRules'] }) {
  return rules.map(({ rule, users }) => (
    <Notice
      key={rule}
      tone="amber"
      className="mx-4 my-2 sm:mx-5"
      title={`The protection rule ${rule} could not be checked for ${formatQuantity(users, 'selected user')}.`}
    >
      The file does not have the data that this rule looks at. Atlassian’s list may help: it has names and
      e-mail addresses, but no groups or roles. If the answer is still not known when you deactivate, Lockstep
      asks you.
    </Notice>
  ));
}

/** Ticks that the server refused. */
export function RefusedTicks({ state, selection }: { state: SelectionState; selection: SelectionStore }) {
  const { failure } = state;
  if (!failure) return null;
  return (
    <Notice
      tone="red"
      live
      className="mx-4 my-2"
      title={`Your last change of the selection was undone: ${failure.message}`}
      actions={
        <Button size="sm" onClick={selection.dismiss}>
          Dismiss
        </Button>
      }
    >
      {failure.hint} <HelpLink topic={topicOfFailure(failure.code)} />
    </Notice>
  );
}
