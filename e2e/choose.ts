/**
 * Choosing from a list or a menu. An entry is only looked for in the list that its own control opened: one that was
 * opened before may still be closing, with its entries visible.
 */
import type { Locator } from '@playwright/test';
import { expect } from './fixtures';

/** Opens the list of a combobox, chooses the option of that name, and waits until the list is closed. */
export function chooseOption(combobox: Locator, name: string | RegExp): Promise<void> {
  return choose(combobox, 'option', name);
}

/** Opens the menu of a button, chooses the item of that name, and waits until the menu is closed. */
export function chooseItem(button: Locator, name: string | RegExp): Promise<void> {
  return choose(button, 'menuitem', name);
}

async function choose(control: Locator, role: 'option' | 'menuitem', name: string | RegExp): Promise<void> {
  await control.click();
  const list = await listOf(control);
  await list.getByRole(role, { name }).click();
  await expect(list).toBeHidden();
}

/** The same with the keyboard alone: Enter opens the menu, the arrow keys go to the item, Enter chooses it. */
export async function chooseItemByKeyboard(button: Locator, name: string): Promise<void> {
  const keyboard = button.page().keyboard;
  await button.focus();
  await keyboard.press('Enter');
  const menu = await listOf(button);
  const item = menu.getByRole('menuitem', { name });
  // The menu takes the focus when it has opened: keys before that would go elsewhere.
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

/** The list that a control controls while it is open. */
export async function listOf(control: Locator): Promise<Locator> {
  await expect(control).toHaveAttribute('aria-expanded', 'true');
  await expect(control).toHaveAttribute('aria-controls', /./);
  const id = await control.getAttribute('aria-controls');
  return control.page().locator(`[id="${id}"]`);
}

function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((each) => each === document.activeElement);
}
