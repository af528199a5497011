import { type RefObject, useEffect, useRef } from 'react';
import { focusHeading } from '#components/shared/screen/focus-heading.ts';

/**
 * Moves the focus to the section in the returned element if the focused button in it disappears when `key` changes.
 * Without a section, the start of the page takes it. Nothing scrolls, and a focus elsewhere stays there.
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
    if (before !== key && isLost) focusOn(place.current?.querySelector('section') ?? null);
  }, [key]);
  return place;
}

function focusOn(section: HTMLElement | null): void {
  if (section) {
    section.tabIndex = -1;
    section.focus({ preventScroll: true });
  } else {
    focusHeading(document.body);
  }
}
