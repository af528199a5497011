/**
 * Whether no control has the focus. The browser takes it from a control that is hidden only when it draws the page, so
 * such a control counts as gone.
 */
export function isFocusLost(): boolean {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body || !activeElement.checkVisibility();
}
