/** Judges the layout of a page: nothing overlaps, no text is cut off, nothing scrolls sideways, wide and narrow. */
import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** The narrowest window: 1280 CSS pixels at 400 % zoom. */
const narrow = { width: 320, height: 720 };

/** Fails with what is wrong with the layout of the current page; `state` names it in the message. */
export async function expectLaidOut(page: Page, state: string): Promise<void> {
  const usual = page.viewportSize() ?? { width: 1280, height: 720 };
  for (const size of [usual, narrow]) {
    await page.setViewportSize(size);
    // The page draws itself again after the window has changed.
    await expect.poll(() => page.evaluate(faults), `${state}, ${size.width} px wide`).toEqual([]);
  }
  await page.setViewportSize(usual);
}

/** Runs in the page: everything that is wrong with its layout, each in a line. */
function faults(): string[] {
  interface Box {
    element: Element;
    left: number;
    top: number;
    right: number;
    bottom: number;
  }
  const found = new Set<string>();
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth)
    found.add(`scrolls sideways by ${root.scrollWidth - root.clientWidth} px`);
  // A dialog, a list or a menu lies over the page, which is looked at without it.
  const open = [...document.querySelectorAll('[role=dialog], [role=menu], [role=listbox]')].filter(isSeen);
  const top = open.at(-1) ?? document.body;
  const name = (element: Element) =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 50) || element.tagName;

  function isSeen(element: Element): boolean {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  }

  /** Text for screen readers only is one pixel large. */
  const isForReaders = (element: Element) =>
    element.closest('.sr-only') !== null || element.clientWidth === 1;

  /** Whether an element lies over the page and does not scroll with it. */
  function isLoose(element: Element): boolean {
    for (let at: Element | null = element; at !== null && at !== top; at = at.parentElement) {
      if (['sticky', 'fixed'].includes(getComputedStyle(at).position)) return true;
    }
    return false;
  }

  /** The part of a box that is not scrolled out of sight; null if nothing of it is. */
  function shownPart(element: Element, { left, top, right, bottom }: DOMRect): Box | null {
    const box = { element, left, top, right, bottom };
    for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowY === 'visible') continue;
      const edge = at.getBoundingClientRect();
      box.left = Math.max(box.left, edge.left);
      box.top = Math.max(box.top, edge.top);
      box.right = Math.min(box.right, edge.right);
      box.bottom = Math.min(box.bottom, edge.bottom);
    }
    return box.right - box.left > 2 && box.bottom - box.top > 2 ? box : null;
  }

  const texts: Box[] = [];
  for (const element of top.querySelectorAll('*')) {
    const own = [...element.childNodes].filter((node) => node.nodeType === 3 && node.textContent?.trim());
    if (own.length === 0 || !isSeen(element) || isForReaders(element)) continue;
    const { overflowX, overflowY, textOverflow, display, webkitLineClamp } = getComputedStyle(element);
    const cuts = display !== 'inline' && (overflowX !== 'visible' || overflowY !== 'visible');
    const says = textOverflow === 'ellipsis' || webkitLineClamp !== 'none' || overflowY === 'auto';
    if (
      cuts &&
      !says &&
      (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 2)
    ) {
      found.add(`text cut off: ${name(element)}`);
    }
    if (isLoose(element)) continue;
    for (const node of own) {
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) {
        const box = shownPart(element, line);
        if (box) texts.push(box);
      }
    }
  }
  texts.sort((a, b) => a.top - b.top);
  for (const [at, one] of texts.entries()) {
    for (let next = at + 1; next < texts.length; next += 1) {
      const other = texts[next];
      if (!other || other.top > one.bottom - 3) break;
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - other.top;
      if (wide > 2 && high > 4 && one.element !== other.element) {
        found.add(`overlap: ${name(one.element)} | ${name(other.element)}`);
      }
    }
  }

  const controls = 'button, a[href], input, select, summary, [role=checkbox], [role=option], [role=menuitem]';
  for (const control of top.querySelectorAll(controls)) {
    if (!isSeen(control) || isForReaders(control) || getComputedStyle(control).display === 'inline') continue;
    const target = control.closest('label') ?? control;
    const box = target.getBoundingClientRect();
    if (box.width >= 24 && box.height >= 24) continue;
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    if (x < 12 || y < 12 || x > innerWidth - 12 || y > innerHeight - 12) continue;
    const around = [
      [x - 11.5, y],
      [x + 11.5, y],
      [x, y - 11.5],
      [x, y + 11.5],
    ] as const;
    const hit = (at: readonly [number, number]) => document.elementFromPoint(at[0], at[1]);
    const isHit = (element: Element | null) =>
      element !== null &&
      (target.contains(element) || (element.contains(target) && element.matches('label')));
    const missed = around.map(hit).filter((element) => !isHit(element));
    if (!isHit(hit([x, y])) || missed.length === 0) continue;
    // An element that a bar covers, or that is partly scrolled out of its list, is scrolled into sight before it is
    // pressed.
    const isUnderBar = missed.some((element) => element !== null && isLoose(element) && !isLoose(target));
    const area = shownPart(target, new DOMRect(x - 12, y - 12, 24, 24));
    const isCut = area === null || area.right - area.left < 24 || area.bottom - area.top < 24;
    if (isUnderBar || isCut) continue;
    found.add(`target below 24 px: ${name(control)}`);
  }
  return [...found];
}
