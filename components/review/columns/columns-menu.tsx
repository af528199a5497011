import { canHide, type ReviewColumn } from '#components/review/columns/review-columns.ts';
import type { ColumnLayout } from '#components/review/columns/use-column-layout.ts';
import { Button } from '#components/ui/button.tsx';
import { Columns3 } from '#components/ui/icons/lucide.tsx';
import { Menu, MenuCheck, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';

/** The choice of the columns that are shown. */
export function ColumnsMenu({ layout, columns }: { layout: ColumnLayout; columns: readonly ReviewColumn[] }) {
  return (
    <Menu
      trigger={
        <Button>
          <Columns3 size={14} /> Columns
        </Button>
      }
    >
      {columns.filter(canHide).map(({ id, header }) => (
        <MenuCheck
          key={id}
          checked={layout.state.columnVisibility[id] !== false}
          onCheckedChange={(shown) => layout.onColumnVisibilityChange((now) => ({ ...now, [id]: shown }))}
        >
          {header}
        </MenuCheck>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={layout.reset}>Reset the columns</MenuItem>
    </Menu>
  );
}
