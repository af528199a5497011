import { namesakeDetail, whoIs } from '#components/review/who/user-labels.ts';
import { Shield, ShieldCheck } from '#components/ui/icons/lucide.tsx';
import type { ReviewUser } from '#lib/contract/roster';

interface Props {
  user: ReviewUser;
  onProtect: (user: ReviewUser) => void;
  'data-place': string;
  tabIndex: number;
}

/** Opens the dialog that protects a user, or that explains the protection. */
export function ProtectButton({ user, onProtect, ...place }: Props) {
  const Icon = user.protection ? ShieldCheck : Shield;
  const label = user.protection ? `Protection of ${whoIs(user)}…` : `Protect ${whoIs(user)}…`;
  return (
    <button
      type="button"
      {...place}
      aria-label={label}
      // Tells two users of one name apart, and keeps the title from being read after the name.
      aria-description={namesakeDetail(user)}
      title={user.protection ? 'Protection…' : 'Protect…'}
      onClick={() => onProtect(user)}
      className="grid size-7 place-items-center rounded-md text-ink-3 hover:bg-sunken hover:text-ink"
    >
      <Icon className="size-4" />
    </button>
  );
}
