'use client';
import { cloneElement, type ReactElement, type ReactNode, useState } from 'react';
import { cx } from '#components/ui/class-names.ts';
import { later } from '#components/ui/later/later.ts';
import { NotLoaded } from '#components/ui/later/later-part.tsx';
import { useMenuParts } from '#components/ui/later/menu-parts.ts';
import type { MenuPress, MenuProps } from '#components/ui/later/menu-window.tsx';
import { surfaceItem } from '#components/ui/surface.ts';

const useWindow = later(() => import('#components/ui/later/menu-window.tsx'));

/** A menu at the button `trigger`; its children are `MenuItem`s and `MenuCheck`s, or groups of them. */
export function Menu(props: MenuProps) {
  const [press, setPress] = useState<MenuPress | null>(null);
  const code = useWindow(press !== null);
  if (press !== null && code.at === 'loaded') {
    return <code.module.MenuWindow {...props} press={press} />;
  }
  return (
    <>
      {cloneElement(props.trigger, {
        'aria-haspopup': 'menu',
        'aria-expanded': false,
        onClick: ({ detail }) => setPress({ clicks: detail }),
        onKeyDown: (event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          setPress({ key: event.key });
        },
      })}
      {code.at === 'failed' && <NotLoaded again={code.again} />}
    </>
  );
}

export function MenuItem({
  onSelect,
  danger = false,
  disabled = false,
  children,
}: {
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
  children: ReactNode;
}) {
  const { Item } = useMenuParts();
  return (
    <Item onClick={onSelect} disabled={disabled} className={cx(surfaceItem, danger && 'text-red')}>
      {children}
    </Item>
  );
}

/** A link as an item; `link` is its element, without children. */
export function MenuLink({ link, children }: { link: ReactElement; children: ReactNode }) {
  const { LinkItem } = useMenuParts();
  return (
    <LinkItem render={link} className={surfaceItem} closeOnClick>
      {children}
    </LinkItem>
  );
}

/** Items that belong together, under a `label`. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  const { Group, GroupLabel } = useMenuParts();
  return (
    <Group>
      {children}
      <GroupLabel className="max-w-70 px-3 py-1 text-ink-2 text-xs">{label}</GroupLabel>
    </Group>
  );
}

/** An item that is on or off. The menu stays open when it is pressed. */
export function MenuCheck({
  checked,
  onCheckedChange,
  children,
}: {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  const { CheckboxItem } = useMenuParts();
  return (
    <CheckboxItem checked={checked} onCheckedChange={(next) => onCheckedChange(next)} className={surfaceItem}>
      <span aria-hidden className="inline-flex w-3.5 justify-center">
        {checked ? '✓' : ''}
      </span>
      {children}
    </CheckboxItem>
  );
}

export function MenuSeparator() {
  const { Separator } = useMenuParts();
  return <Separator className="my-1 border-t" />;
}
