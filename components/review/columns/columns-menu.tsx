import { Columns3 } from 'lucide-react';
import type { ReviewColumn } from '#components/review/columns/review-columns.ts';
import type { ColumnTable } from '#components/review/columns/use-column-table.ts';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuCheck, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';

/** Which columns are shown. */
export function ColumnsMenu({ table, columns }: { table: ColumnTable; columns: readonly ReviewColumn[] }) {
  const hidden = table.state.columnVisibility;
  return (
    <Menu
      trigger={
        <Button>
          <Columns3 aria-hidden size={14} /> Columns
        </Button>
      }
    >
      {columns
        .filter(({ id }) => table.getColumn(id)?.getCanHide())
        .map(({ id, header }) => (
          <MenuCheck
            key={id}
            checked={hidden[id] !== false}
            onCheckedChange={(shown) => table.getColumn(id)?.toggleVisibility(shown)}
          >
            {header}
          </MenuCheck>
        ))}
      <MenuSeparator />
      <MenuItem
        onSelect={() => {
          table.resetColumnVisibility(true);
          table.resetColumnSizing(true);
          table.resetColumnOrder(true);
        }}
      >
        Show all, as at first
      </MenuItem>
    </Menu>
  );
}
