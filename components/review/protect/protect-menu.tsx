import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import type { SelectionState } from '#components/review/ticks/selection-store.ts';
import { noFacets } from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { formatQuantity } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { Shield } from '#components/ui/icons/lucide.tsx';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';
import type { ReviewUser } from '#lib/contract/roster';

interface Props {
  view: ReviewView;
  state: SelectionState;
  onProtect: (users: ReviewUser[]) => void;
}

/** Protects several users at once. It lists likely service accounts, but only the admin protects them. */
export function ProtectMenu({ view, state: { index }, onProtect }: Props) {
  const router = useRouter();
  const { rows } = view;
  const listed = useMemo(() => countUnprotected(index.users, rows), [index, rows]);
  const likely = useMemo(
    () => index.users.filter((user, at) => index.service[at] === 1 && isUnprotected(user)).length,
    [index],
  );
  return (
    <Menu
      trigger={
        <Button>
          <Shield size={14} />
          <span className="max-sm:sr-only">Protect</span>
        </Button>
      }
    >
      <MenuItem
        disabled={listed === 0}
        onSelect={() =>
          onProtect(
            Array.from(rows)
              .flatMap((row) => index.users[row] ?? [])
              .filter(isUnprotected),
          )
        }
      >
        Protect the {formatQuantity(listed, 'listed user')}…
      </MenuItem>
      <MenuItem onSelect={() => router.push('/settings?rule=name#protected')}>Protect by rule…</MenuItem>
      <MenuSeparator />
      <MenuItem
        disabled={likely === 0}
        onSelect={() =>
          view.change({
            ...view.query,
            search: '',
            inactive: null,
            facets: { ...noFacets, likely: ['service'] },
          })
        }
      >
        {likely === 0
          ? 'No likely service accounts'
          : `List the ${formatQuantity(likely, 'likely service account')} not protected yet`}
      </MenuItem>
    </Menu>
  );
}

function isUnprotected({ accountId, protection }: ReviewUser): boolean {
  return accountId !== null && protection === null;
}

/** Counts the users without a protection in these rows. The list is asked at each key, so it makes no array. */
function countUnprotected(users: readonly ReviewUser[], rows: Uint32Array): number {
  let count = 0;
  for (const row of rows) {
    const user = users[row];
    if (user && isUnprotected(user)) count += 1;
  }
  return count;
}
