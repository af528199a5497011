import { type RefObject, useLayoutEffect } from 'react';

/**
 * Sets the CSS variable `--covered` to the height that the parts of `place` cover at the lower end of the window. The
 * page has as much room at its end, and an element that gets the focus is scrolled above it. `key` changes with the
 * parts.
 */
export function useCovered(place: RefObject<HTMLElement | null>, key: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: other parts are observed
  useLayoutEffect(() => {
    const here = place.current;
    if (!here) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      const { top, bottom } = here.getBoundingClientRect();
      const first = here.firstElementChild?.getBoundingClientRect().top ?? bottom;
      style.setProperty('--covered', `${Math.ceil(bottom - Math.max(first, top))}px`);
    });
    for (const part of [here, ...here.children]) observer.observe(part);
    return () => {
      observer.disconnect();
      style.removeProperty('--covered');
    };
  }, [place, key]);
}
