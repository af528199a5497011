import Link from 'next/link';
import { AccountLines } from '#components/review/protect/account-lines.tsx';
import { whoIs } from '#components/review/who/user-labels.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { ReviewUser } from '#lib/contract/roster';

const inSettings = '. You can remove the protection in Settings. The reason you give is recorded.';
const removal: Record<NonNullable<ReviewUser['protection']>, string> = {
  admin: inSettings,
  rule: '. You can remove the rule in Settings. The reason you give is recorded.',
  'organisation-admin': inSettings,
  'service-account': inSettings,
  operator: ' If this account is not yours, choose Change beside the name of the file.',
};

/** Explains why a user is protected, and leads to Settings, the only place where the protection is removed. */
export function ProtectedDialog({
  user,
  protection,
  onClose,
}: {
  user: ReviewUser;
  protection: NonNullable<ReviewUser['protection']>;
  onClose: () => void;
}) {
  return (
    <Dialog
      onClose={onClose}
      width="sm"
      title={`${whoIs(user)} is protected`}
      description={`${user.block?.reason ?? 'Protected'}${removal[protection]}`}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Link href="/settings#protected" className={buttonClass({ variant: 'primary' })}>
            Settings
          </Link>
        </>
      }
    >
      <AccountLines user={user} />
    </Dialog>
  );
}
