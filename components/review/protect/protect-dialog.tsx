import { useState } from 'react';
import { AccountLines } from '#components/review/protect/account-lines.tsx';
import { RuleLinks } from '#components/review/protect/rule-links.tsx';
import { whoIs } from '#components/review/who/user-labels.ts';
import { send } from '#components/shared/api.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { protectionsSchema } from '#lib/contract/protection';
import type { ReviewUser } from '#lib/contract/roster';

/** Protects one user who is not protected yet. */
export function ProtectDialog({
  user,
  onClose,
  onChanged,
}: {
  user: ReviewUser;
  onClose: () => void;
  /** Reads the review again. */
  onChanged: () => Promise<void>;
}) {
  const [reason, setReason] = useState('');
  const { accountId, name, email } = user;
  return (
    <FormDialog
      title={`Protect ${whoIs(user)}?`}
      description="No run deactivates a protected user, from this file or another, until you remove the protection."
      act="Protect"
      perform={async () => {
        if (accountId === null) return;
        await send('POST', '/api/protections', { accountId, name, email, reason }, protectionsSchema);
        await onChanged();
      }}
      close={onClose}
    >
      <AccountLines user={user} />
      <TextField
        label="Reason (optional)"
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      <RuleLinks user={user} />
    </FormDialog>
  );
}
