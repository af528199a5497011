import { type RefObject, useEffect, useRef } from 'react';

/**
 * Moves the focus to the returned element if the focused button in it disappears when `key` changes. Nothing scrolls,
 * and a focus elsewhere stays there.
 */
export function useOwnFocus(key: string): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const last = useRef<{ key: string; button: Element | null }>({ key, button: null });
  useEffect(() => {
    const here = place.current;
    if (!here) return;
    const note = () => {
      last.current.button = here.contains(document.activeElement) ? document.activeElement : null;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);
  useEffect(() => {
    const { key: before, button } = last.current;
    last.current.key = key;
    const isLost = button !== null && !button.isConnected && document.activeElement === document.body;
    if (before !== key && isLost) place.current?.focus({ preventScroll: true });
  }, [key]);
  return place;
}
