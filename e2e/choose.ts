/**
 * Chooses from a list or a menu. It searches only the list that its own control opened: a list opened before may still
 * be closing, with visible entries.
 */
import type { Locator } from '@playwright/test';
import { expect } from './fixtures';

/** Opens the list of a combobox, chooses the option with this name, and waits until the list is closed. */
export function chooseOption(combobox: Locator, name: string | RegExp): Promise<void> {
  return choose(combobox, 'option', name);
}

/** Opens the menu of a button, chooses the item with this name, and waits until the menu is closed. */
export function chooseItem(button: Locator, name: string | RegExp): Promise<void> {
  return choose(button, 'menuitem', name);
}

async function choose(control: Locator, role: 'option' | 'menuitem', name: string | RegExp): Promise<void> {
  await control.click();
  const list = await listOf(control);
  await list.getByRole(role, { name }).click();
  await expect(list).toBeHidden();
}

/** The same with the keyboard only: Enter opens the menu, the arrow keys move to the item, Enter chooses it. */
export async function chooseItemByKeyboard(button: Locator, name: string): Promise<void> {
  const keyboard = button.page().keyboard;
  await button.focus();
  await keyboard.press('Enter');
  const menu = await listOf(button);
  const item = menu.getByRole('menuitem', { name });
  // The menu takes the focus after it has opened. Keys before that would go elsewhere.
  const focused = button.page().locator(':focus');
  await expect(menu.or(menu.locator('*')).and(focused)).toHaveCount(1);
  const items = await menu.getByRole('menuitem').count();
  for (let presses = 0; presses < items && !(await hasFocus(item)); presses += 1) {
    await keyboard.press('ArrowDown');
  }
  await expect(item).toBeFocused();
  await keyboard.press('Enter');
  await expect(menu).toBeHidden();
}

/** The list that a control opened. */
export async function listOf(control: Locator): Promise<Locator> {
  await expect(control).toHaveAttribute('aria-expanded', 'true');
  await expect(control).toHaveAttribute('aria-controls', /./);
  const id = await control.getAttribute('aria-controls');
  return control.page().locator(`[id="${id}"]`);
}

function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((each) => each === document.activeElement);
}
