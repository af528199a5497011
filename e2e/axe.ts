/** Accessibility as axe sees it, in light and dark. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect } from './fixtures';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails with what axe finds in the page as it stands; `state` names it in the message. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Colours fade from one scheme to the other: look when that is over.
    await page.evaluate(async () => {
      // What inherits its colour fades after what it inherits it from: until two looks in a row find nothing.
      for (let quiet = 0; quiet < 2; ) {
        await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
        const fades = document.getAnimations().filter((each) => each instanceof CSSTransition);
        quiet = fades.length === 0 ? quiet + 1 : 0;
        await Promise.allSettled(fades.map((each) => each.finished));
      }
    });
    await page.evaluate(source);
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
      const { violations, passes } = await axe.run();
      const lines = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' '))}`);
      return { lines, passed: passes.length };
    });
    expect(found.lines, `${state}, ${colorScheme}`).toEqual([]);
    // An empty page passes everything: make sure that axe had something to look at.
    expect(found.passed, `${state}, ${colorScheme}`).toBeGreaterThan(5);
  }
}
