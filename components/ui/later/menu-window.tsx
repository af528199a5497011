'use client';
import { Menu as Base } from '@base-ui/react/menu';
import { type ComponentProps, type ReactElement, type ReactNode, useLayoutEffect, useRef } from 'react';
import { MenuParts } from '#components/ui/later/menu-parts.ts';
import { surface } from '#components/ui/surface.ts';

export interface MenuProps {
  /** A `Button`. */
  trigger: ReactElement<ComponentProps<'button'>>;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
}

/** The press that opens a menu: how many clicks it had, none with Enter, or the arrow key. */
export type MenuPress = { clicks: number } | { key: 'ArrowDown' | 'ArrowUp' };

/**
 * A `Menu` after its first press. That press is repeated here, so that it opens. Its code is loaded when a menu is
 * first pressed.
 */
export function MenuWindow({ trigger, children, align = 'end', press }: MenuProps & { press: MenuPress }) {
  const button = useRef<HTMLButtonElement>(null);
  // The press was on the button that this one replaces.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it was pressed once
  useLayoutEffect(() => {
    button.current?.focus();
    const on = { bubbles: true, cancelable: true };
    button.current?.dispatchEvent(
      'key' in press
        ? new KeyboardEvent('keydown', { ...on, key: press.key })
        : new MouseEvent('click', { ...on, detail: press.clicks }),
    );
  }, []);
  return (
    <Base.Root>
      <Base.Trigger ref={button} render={trigger} />
      <Base.Portal>
        {/* The popup is outside the landmarks of the page, so it is a landmark itself. */}
        <Base.Positioner role="region" aria-label="Menu" sideOffset={4} align={align} collisionPadding={8}>
          <Base.Popup className={`${surface} max-h-(--available-height) min-w-40 overflow-y-auto py-1`}>
            <MenuParts value={Base}>{children}</MenuParts>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
