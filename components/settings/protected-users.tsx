'use client';
import { ShieldPlus } from 'lucide-react';
import { useState } from 'react';
import { ProtectForm } from '#components/settings/protect-form';
import { ProtectionList } from '#components/settings/protection-list';
import { Button } from '#components/ui/button';
import { FailureNotice } from '#components/ui/failure-notice';
import { Panel } from '#components/ui/panel';
import { RowsSkeleton } from '#components/ui/rows-skeleton';
import { useProtections } from '#lib/browser/use-protections';

/** Everybody who cannot be deactivated, whatever a file says. */
export function ProtectedUsers() {
  const { protections, failure, retry, protect, unprotect } = useProtections();
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      id="protected"
      title="Protected users"
      lead="Nobody on this list is ever deactivated, whatever a file or a tick says. Lockstep looks here again before every single call."
      aside={
        protections && (
          <Button aria-expanded={adding} onClick={() => setAdding(!adding)}>
            <ShieldPlus aria-hidden size={14} />
            Protect an account
          </Button>
        )
      }
    >
      {protections ? (
        <div className="flex flex-col gap-4">
          {adding && (
            <ProtectForm
              protect={protect}
              isProtected={(accountId) => protections.some((each) => each.accountId === accountId)}
            />
          )}
          <ProtectionList protections={protections} unprotect={unprotect} />
        </div>
      ) : failure ? (
        <FailureNotice failure={failure} actions={<Button onClick={retry}>Try again</Button>} />
      ) : (
        <RowsSkeleton label="Reading the protected users" rows={3} />
      )}
    </Panel>
  );
}
