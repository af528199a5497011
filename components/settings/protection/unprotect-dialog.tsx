import { RemoveDialog } from '#components/settings/protection/remove-dialog.tsx';
import type { Protection } from '#lib/domain/protection/protection';

const stays = 'They stay unselected in rosters already uploaded.';
const warnings = {
  'organisation-admin': `If the last admin of an organisation is deactivated, it is hard to get back into it. ${stays}`,
  'service-account': `What signs in with this account stops working once it is deactivated. ${stays}`,
};

/** Removes the protection of one account. */
export function UnprotectDialog({
  protection,
  unprotect,
  close,
}: {
  protection: Protection;
  unprotect: (accountId: string, reason: string) => Promise<void>;
  close: () => void;
}) {
  const { accountId, name, email, source } = protection;
  const warning = source === 'admin' || source === 'rule' || source === 'operator' ? '' : warnings[source];
  return (
    <RemoveDialog
      title={`Remove the protection of ${name || email || accountId}?`}
      description={
        <>
          <p className="wrap-anywhere">{protection.reason}.</p>
          <p className="mt-1.5">They can then be selected and deactivated. {warning}</p>
        </>
      }
      act="Remove protection"
      remove={(reason) => unprotect(accountId, reason)}
      close={close}
    />
  );
}
