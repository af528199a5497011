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

/**
 * Whether a key press is the shortcut with this letter: held with Ctrl, or with ⌘ on a Mac, and without Shift. Caps
 * Lock makes no difference.
 */
export function isShortcut(
  { key, code, ctrlKey, metaKey, altKey, shiftKey }: Press,
  letter: string,
): boolean {
  if (!(ctrlKey || metaKey) || altKey || shiftKey) return false;
  // A Cyrillic, Greek or Hebrew layout has no Latin letters, and the shortcut is where they are in a Latin layout. In
  // Dvorak, the same place may have a punctuation mark, which means no letter.
  const isOfOtherScript = /^[\p{L}\p{M}]/u.test(key) && !/^\p{Script=Latin}/u.test(key);
  return isOfOtherScript ? code === `Key${letter.toUpperCase()}` : key.toLowerCase() === letter;
}

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;
