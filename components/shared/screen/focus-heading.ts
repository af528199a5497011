import { isFocusLost } from '#components/shared/screen/focus-lost.ts';

/**
 * Gives the focus to the heading of the page below `main`, unless a control has it. On a page whose heading changes by
 * itself, the part with `data-names-page` takes it.
 */
export function focusHeading(main: HTMLElement): void {
  if (!isFocusLost()) return;
  const heading = main.querySelector<HTMLElement>('[data-names-page], h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
