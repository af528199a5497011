/** Accessibility checks with axe, in light and dark. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from './fixtures';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules about colours. The second scheme is checked only with these, since nothing else differs. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

/** Fails with what axe finds in the current page; `state` names it in the message. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(endFades);
    const rules = colorScheme === 'light' ? null : rulesOfColour;
    const found = await page.evaluate(async (only) => {
      const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
      const { violations, passes } = await axe.run(only ? { runOnly: only } : {});
      const lines = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' '))}`);
      return { lines, passed: passes.map(({ id }) => id) };
    }, rules);
    expect(found.lines, `${state}, ${colorScheme}`).toEqual([]);
    // An empty page would pass everything, so make sure that axe had something to check.
    if (rules) expect(found.passed, `${state}, ${colorScheme}`).toContain('color-contrast');
    else expect(found.passed.length, `${state}, ${colorScheme}`).toBeGreaterThan(5);
  }
}

/**
 * Runs in the page: ends the colours' transitions between schemes, so that axe sees the final ones. An inherited colour
 * changes after its source, so several rounds may be needed. It waits for no frame: a browser without a screen may draw
 * none.
 */
function endFades(): void {
  for (;;) {
    const fades = document.getAnimations().filter((each) => each instanceof CSSTransition);
    if (fades.length === 0) return;
    for (const fade of fades) fade.finish();
  }
}
