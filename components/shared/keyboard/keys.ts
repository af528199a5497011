/** Keys that work anywhere on a page. */
import { useEffect, useRef } from 'react';

/** Whether a key has another meaning now: the focus is in a field, or a dialog or a menu is open. */
export function isKeyTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog], [role=menu]')) return true;
  return (
    target instanceof HTMLElement &&
    target.closest('input:not([type=checkbox]), textarea, select, [contenteditable=true]') !== null
  );
}

/** Calls `pressed` for each key press on the page that nothing has handled. */
export function useKeys(pressed: (event: KeyboardEvent) => void): void {
  const latest = useRef(pressed);
  latest.current = pressed;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.defaultPrevented && !event.isComposing) latest.current(event);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Whether the key is held that goes with letters in shortcuts: Ctrl, or ⌘ on a Mac. */
export function hasCommandKey({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !altKey;
}
