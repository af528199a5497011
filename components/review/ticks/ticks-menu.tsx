import { Button } from '#components/ui/button.tsx';
import { ListChecks } from '#components/ui/icons/lucide.tsx';
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx';

export interface TickChoice {
  label: string;
  disabled: boolean;
  run: () => void;
}

/** Changes the ticks of all listed users, and undoes the last change. */
export function TicksMenu({ choices, undo }: { choices: readonly TickChoice[]; undo: (() => void) | null }) {
  return (
    <Menu
      trigger={
        <Button>
          <ListChecks size={14} />
          <span className="max-sm:sr-only">Select</span>
        </Button>
      }
    >
      {choices.map(({ label, disabled, run }) => (
        <MenuItem key={label} disabled={disabled} onSelect={run}>
          {label}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem disabled={undo === null} onSelect={() => undo?.()}>
        Undo the last change
      </MenuItem>
    </Menu>
  );
}
