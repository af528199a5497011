import type { Menu } from '@base-ui/react/menu';
import { createContext, use } from 'react';

/** The library's parts of a menu, inside an open one. */
export const MenuParts = createContext<typeof Menu | null>(null);

/** The library's parts for an item. Items are drawn only inside a menu. */
export function useMenuParts(): typeof Menu {
  const parts = use(MenuParts);
  if (parts === null) throw new Error('A menu item is outside a menu.');
  return parts;
}
