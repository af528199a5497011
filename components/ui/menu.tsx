'use client';
import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { cx } from '#components/ui/class-names.ts';
import { surface, surfaceItem } from '#components/ui/surface.ts';

/** A menu at the button `trigger`; its children are `MenuItem`s and `MenuCheck`s, or groups of them. */
export function Menu({
  trigger,
  children,
  align = 'end',
}: {
  trigger: ReactElement;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        {/* The popup is outside the landmarks of the page, so that its place is one. */}
        <Base.Positioner role="region" aria-label="Menu" sideOffset={4} align={align} collisionPadding={8}>
          <Base.Popup className={`${surface} max-h-(--available-height) min-w-40 overflow-y-auto py-1`}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
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
  return (
    <Base.Item onClick={onSelect} disabled={disabled} className={cx(surfaceItem, danger && 'text-red')}>
      {children}
    </Base.Item>
  );
}

/** A link as an item; `link` is its element, without children. */
export function MenuLink({ link, children }: { link: ReactElement; children: ReactNode }) {
  return (
    <Base.LinkItem render={link} className={surfaceItem} closeOnClick>
      {children}
    </Base.LinkItem>
  );
}

/** Items that belong together, under a `label`. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      {children}
      <Base.GroupLabel className="max-w-70 px-3 py-1 text-ink-2 text-xs">{label}</Base.GroupLabel>
    </Base.Group>
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
  return (
    <Base.CheckboxItem
      checked={checked}
      onCheckedChange={(next) => onCheckedChange(next)}
      className={surfaceItem}
    >
      <span aria-hidden className="inline-flex w-3.5 justify-center">
        {checked ? '✓' : ''}
      </span>
      {children}
    </Base.CheckboxItem>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 border-t" />;
}
