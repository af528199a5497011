import { useState } from 'react';
import { whoIs } from '#components/review/who/user-labels.ts';
import { send } from '#components/shared/api.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { protectionsSchema } from '#lib/contract/protection';
import type { ReviewUser } from '#lib/contract/roster';

/** So many are named. */
const named = 8;

/** Protects all of these users at once. */
export function ProtectManyDialog({
  rosterId,
  users,
  onClose,
  onChanged,
}: {
  rosterId: string;
  users: readonly ReviewUser[];
  onClose: () => void;
  onChanged: () => Promise<void>;
}) {
  const [reason, setReason] = useState('');
  const attempt = useAttempt();
  const people = formatQuantity(users.length, 'user');

  async function protect(): Promise<void> {
    if (attempt.busy) return;
    const accountIds = users.flatMap(({ accountId }) => accountId ?? []);
    const protectedNow = await attempt.run(async () => {
      await send('POST', '/api/protections', { rosterId, accountIds, reason }, protectionsSchema);
      await onChanged();
    });
    if (protectedNow) onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={attempt.busy}
      width="sm"
      title={`Protect ${people}?`}
      description="No run deactivates a protected user, from this file or another, until the protection is removed in Settings."
      footer={
        <>
          <Button onClick={onClose} disabled={attempt.busy}>
            Cancel
          </Button>
          <Button variant="primary" busy={attempt.busy} onClick={() => void protect()}>
            Protect {people}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void protect();
        }}
      >
        <p className="text-ink-2 [overflow-wrap:anywhere]">
          {users.slice(0, named).map(whoIs).join(', ')}
          {users.length > named && ` and ${formatCount(users.length - named)} more`}
        </p>
        <TextField
          label="Reason (optional)"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
        {attempt.failure && <FailureNotice failure={attempt.failure} />}
      </form>
    </Dialog>
  );
}
