import { useState } from 'react';
import { whoIs } from '#components/review/who/user-labels.ts';
import { send } from '#components/shared/api.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { protectionsSchema } from '#lib/contract/protection';
import type { ReviewUser } from '#lib/contract/roster';

/** Maximum number of users named in the dialog. */
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
  /** Reads the review again. */
  onChanged: () => Promise<void>;
}) {
  const [reason, setReason] = useState('');
  const people = formatQuantity(users.length, 'user');
  return (
    <FormDialog
      title={`Protect ${people}?`}
      description="No run deactivates a protected user, from this file or another, until the protection is removed in Settings."
      act={`Protect ${people}`}
      perform={async () => {
        const accountIds = users.flatMap(({ accountId }) => accountId ?? []);
        await send('POST', '/api/protections', { rosterId, accountIds, reason }, protectionsSchema);
        await onChanged();
      }}
      close={onClose}
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
    </FormDialog>
  );
}
