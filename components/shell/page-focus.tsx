'use client';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { focusHeading } from '#components/shared/screen/focus-heading.ts';

/**
 * Moves the focus to the heading of a page that has just been opened, if the control that opened it is gone. A page
 * that is still loading may replace its heading, so that the heading is followed until a key or a button is pressed.
 */
export function PageFocus() {
  const path = usePathname();
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    const main = document.getElementById('main');
    return main ? followHeading(main) : undefined;
  }, [path]);
  return null;
}

function followHeading(main: HTMLElement): () => void {
  const place = (): void => focusHeading(main);
  const observer = new MutationObserver(place);
  const stop = (): void => {
    observer.disconnect();
    document.removeEventListener('keydown', stop, { capture: true });
    document.removeEventListener('pointerdown', stop, { capture: true });
  };
  observer.observe(main, { childList: true, subtree: true });
  document.addEventListener('keydown', stop, { capture: true });
  document.addEventListener('pointerdown', stop, { capture: true });
  place();
  return stop;
}
