import type { SelectionState } from '#components/review/ticks/selection-store.ts';
import { leafCode } from '#components/review/who/leaf-codes.ts';
import { laterPart } from '#components/ui/later/later-part.tsx';
import type { ReviewUser, RosterDetail } from '#lib/contract/roster';

const ProblemsDialog = laterPart(
  async () => (await import('#components/review/file/problems-dialog.tsx')).ProblemsDialog,
);
const DetailsDialog = laterPart(
  async () => (await import('#components/review/who/details-dialog.tsx')).DetailsDialog,
);
const ProtectDialog = laterPart(
  async () => (await import('#components/review/protect/protect-dialog.tsx')).ProtectDialog,
);
const ProtectManyDialog = laterPart(
  async () => (await import('#components/review/protect/protect-many-dialog.tsx')).ProtectManyDialog,
);
const ProtectedDialog = laterPart(
  async () => (await import('#components/review/protect/protected-dialog.tsx')).ProtectedDialog,
);

/** A dialog about users of the file. */
export type OpenDialog =
  | { about: 'problems' }
  | { about: 'details'; user: ReviewUser }
  | { about: 'protection'; user: ReviewUser }
  | { about: 'protecting-many'; users: readonly ReviewUser[] };

interface Props {
  open: OpenDialog | null;
  setOpen: (open: OpenDialog | null) => void;
  roster: RosterDetail;
  users: readonly ReviewUser[];
  state: SelectionState;
  now: number;
  /** Reads the review again. */
  refresh: () => Promise<void>;
}

/** The dialog that is open, if any. */
export function ReviewDialogs({ open, setOpen, roster, users, state, now, refresh }: Props) {
  const close = (): void => setOpen(null);
  switch (open?.about) {
    case 'problems':
      return <ProblemsDialog roster={roster} users={users} onClose={close} />;
    case 'details':
      return (
        <DetailsDialog
          user={open.user}
          leaf={leafCode(state.index, state.ticks, open.user.position)}
          roster={roster}
          now={now}
          onProtect={() => setOpen({ about: 'protection', user: open.user })}
          onClose={close}
        />
      );
    case 'protection': {
      const { user } = open;
      return user.protection === null ? (
        <ProtectDialog key={user.accountId} user={user} onClose={close} onChanged={refresh} />
      ) : (
        <ProtectedDialog user={user} protection={user.protection} onClose={close} />
      );
    }
    case 'protecting-many':
      return (
        <ProtectManyDialog rosterId={roster.id} users={open.users} onClose={close} onChanged={refresh} />
      );
    default:
      return null;
  }
}
