import Link from 'next/link';
import { useState } from 'react';
import { whoIs } from '#components/review/who/user-labels.ts';
import { type ApiFailure, asFailure, send } from '#components/shared/api.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { protectionsSchema } from '#lib/contract/protection';
import type { ReviewUser } from '#lib/contract/roster';
import { emailDomain } from '#lib/domain/account/email-domain';

interface Props {
  user: ReviewUser;
  onClose: () => void;
  /** The protection is changed on the server; resolves when the page has read it. */
  onChanged: () => Promise<void>;
}

/** Protects a user; a protection there is is explained, with the way to Settings, where alone it can be taken back. */
export function ProtectDialog({ user, onClose, onChanged }: Props) {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const { accountId, name, email, protection, block } = user;

  async function change(): Promise<void> {
    if (accountId === null) return;
    setBusy(true);
    setFailure(null);
    try {
      await send('POST', '/api/protections', { accountId, name, email, reason }, protectionsSchema);
      await onChanged();
      onClose();
    } catch (thrown) {
      setFailure(asFailure(thrown));
      setBusy(false);
    }
  }

  const act = protection === null ? 'Protect' : null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={busy}
      width="sm"
      title={protection === null ? `Protect ${whoIs(user)}?` : `${whoIs(user)} is protected`}
      description={
        protection === null
          ? 'No run deactivates a protected user, from this file or another, until you remove the protection.'
          : `${block?.reason ?? 'Protected'}${takeBack[protection]}`
      }
      footer={
        <>
          <Button onClick={onClose} disabled={busy}>
            {act ? 'Cancel' : 'Close'}
          </Button>
          {act ? (
            <Button variant="primary" busy={busy} onClick={() => void change()}>
              {act}
            </Button>
          ) : (
            <Link href="/settings#protected" className={buttonClass({ variant: 'primary' })}>
              Settings
            </Link>
          )}
        </>
      }
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && act) void change();
        }}
      >
        <p className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">
          {email && <span className="block">{email}</span>}
          <span className="block font-mono text-xs">{accountId}</span>
        </p>
        {protection === null && (
          <TextField
            label="Reason (optional)"
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        {protection === null && <RuleLinks user={user} />}
        {failure && (
          <Notice tone="red" title={failure.message} live>
            {failure.hint}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}

/** Ways to protect this user together with others. */
function RuleLinks({ user: { email, groups, orgRole } }: { user: ReviewUser }) {
  const domain = emailDomain(email);
  const rules = [
    ...(domain === '' ? [] : [{ kind: 'domain', pattern: domain, label: `everybody at ${domain}` }]),
    ...groups.slice(0, 3).map((group) => ({ kind: 'group', pattern: group, label: `everybody in ${group}` })),
    ...(orgRole === '' ? [] : [{ kind: 'role', pattern: orgRole, label: `everybody who is ${orgRole}` }]),
  ];
  if (rules.length === 0) return null;
  return (
    <p className="text-ink-2 text-xs [overflow-wrap:anywhere]">
      Or by rule:{' '}
      {rules.map(({ kind, pattern, label }, at) => (
        <span key={label}>
          {at > 0 && ', '}
          <Link
            className="text-accent hover:underline"
            href={`/settings?${new URLSearchParams({ rule: kind, pattern })}#protected`}
          >
            {label}
          </Link>
        </span>
      ))}
    </p>
  );
}

const inSettings = '. This can be taken back in Settings, with a reason that is recorded.';
const takeBack: Record<NonNullable<ReviewUser['protection']>, string> = {
  admin: inSettings,
  rule: '. The rule can be removed in Settings, with a reason that is recorded.',
  'organisation-admin': inSettings,
  operator: ' If this account is not yours, choose Change beside the name of the file.',
};
