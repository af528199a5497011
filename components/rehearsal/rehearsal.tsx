'use client';
import Link from 'next/link';
import { LedgerPanel } from '#components/rehearsal/ledger-panel.tsx';
import { OrganisationPanel } from '#components/rehearsal/organisation-panel.tsx';
import { SwitchesPanel } from '#components/rehearsal/switches-panel.tsx';
import { interval } from '#components/rehearsal/use-ledger.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useRehearsal } from '#components/shared/rehearsal/use-rehearsal.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';

/** Practice for the worst day: the faults, the people, and the calls that the organisation received. */
export function Rehearsal() {
  const use = useRehearsal(interval);
  const { rehearsal, failure } = use;
  if (failure?.code === 'not-found') {
    return (
      <EmptyState
        title="Rehearsals are for the demo organisation."
        actions={
          <Link href="/" className={buttonClass({ variant: 'primary' })}>
            Connect to it
          </Link>
        }
      >
        No switch on this page can reach a real organisation.
      </EmptyState>
    );
  }
  if (!rehearsal) {
    return failure ? (
      <FailureNotice failure={failure} actions={<Button onClick={use.retry}>Try again</Button>} />
    ) : (
      <RowsSkeleton label="Reading the demo organisation" rows={6} />
    );
  }
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.15fr)]">
      <div className="grid gap-4">
        <SwitchesPanel switches={rehearsal.switches} turn={use.turn} />
        <OrganisationPanel now={rehearsal} renew={use.renew} />
      </div>
      <LedgerPanel />
    </div>
  );
}
