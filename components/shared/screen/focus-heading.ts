import { isFocusLost } from '#components/shared/screen/focus-lost.ts';

/** Gives the focus to the heading of the page below `main`, unless a control has it. */
export function focusHeading(main: HTMLElement): void {
  if (!isFocusLost()) return;
  const heading = main.querySelector<HTMLElement>('h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
