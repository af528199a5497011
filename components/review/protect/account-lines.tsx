import type { ReviewUser } from '#lib/contract/roster';

/** The e-mail address and the account ID of a user. */
export function AccountLines({ user: { email, accountId } }: { user: ReviewUser }) {
  return (
    <p className="min-w-0 text-ink-2 [overflow-wrap:anywhere]">
      {email && <span className="block">{email}</span>}
      <span className="block font-mono text-xs">{accountId}</span>
    </p>
  );
}
