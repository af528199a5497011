/** Keeps the keyboard focus when the control that had it goes. */
import { type RefObject, useEffect, useRef } from 'react';
import { isFocusLost } from '#components/shared/screen/focus-lost.ts';

/**
 * When `key` changes and the focus is lost, because the control that had it is gone or hidden, the returned element or
 * its first heading takes it (or the part that names the page). The keyboard goes on from there, and a screen reader says where that is. What lies behind
 * an open dialog takes none. `undefined` means not loaded yet: the first content takes no focus.
 */
export function useKeptFocus<E extends HTMLElement>(key: unknown): RefObject<E | null> {
  const place = useRef<E>(null);
  const before = useRef(key);
  useEffect(() => {
    const was = before.current;
    if (Object.is(was, key)) return;
    before.current = key;
    if (was === undefined) return;
    if (!isFocusLost()) return;
    const dialog = document.querySelector('[role=dialog][data-open]');
    if (dialog && !dialog.contains(place.current)) return;
    const target =
      place.current?.querySelector<HTMLElement>('[data-names-page], h1, h2, h3') ?? place.current;
    if (!target) return;
    target.tabIndex = -1;
    target.focus();
  }, [key]);
  return place;
}
