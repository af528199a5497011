import { savedName, usersCsv } from '#components/review/file/review-csv.ts';
import type { SelectionState } from '#components/review/ticks/selection-store.ts';
import { saveFile } from '#components/shared/files/save-file.ts';
import { formatQuantity } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { Download } from '#components/ui/icons/lucide.tsx';
import { Menu, MenuGroup, MenuItem } from '#components/ui/menu.tsx';
import type { ReviewUser, Roster } from '#lib/contract/roster';

interface Props {
  roster: Roster;
  state: SelectionState;
  rows: Uint32Array;
  ticked: number;
}

/** Saves users as a CSV with the columns and the delimiter of their file. */
export function SaveMenu({ roster, state: { index, ticks }, rows, ticked }: Props) {
  const save = (suffix: string, users: ReviewUser[]): void =>
    saveFile(savedName(roster, suffix), usersCsv(roster, users));
  return (
    <Menu
      trigger={
        <Button>
          <Download size={14} />
          <span className="max-sm:sr-only">Save</span>
        </Button>
      }
    >
      <MenuGroup label="Cells are saved as in the file. A spreadsheet may run formulas in them.">
        <MenuItem
          disabled={ticked === 0}
          onSelect={() =>
            save(
              'ticked',
              index.users.filter((_, user) => ticks[user] === 1),
            )
          }
        >
          Save the {formatQuantity(ticked, 'selected user')} as CSV
        </MenuItem>
        <MenuItem
          disabled={rows.length === 0}
          onSelect={() =>
            save(
              'listed',
              Array.from(rows).flatMap((user) => index.users[user] ?? []),
            )
          }
        >
          Save the {formatQuantity(rows.length, 'listed user')} as CSV
        </MenuItem>
      </MenuGroup>
    </Menu>
  );
}
