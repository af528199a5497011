/** The files that a page loads until it can be used, and how much it moves meanwhile. */
import type { Page } from '@playwright/test';

/**
 * The most that a page may load, in bytes of compressed script: `html` what its HTML names and what runs before
 * anything is drawn, `all` what it has loaded when it can be used. These are a little above today's figures, so that
 * nothing grows unseen; what is wanted is in bench/README.md, and how it came about in bench/earlier-figures.md.
 */
export const most = {
  start: { html: 188_500, all: 197_000 },
  review: { html: 191_500, all: 249_500 },
};
/** The most that a page may move while it is loaded, as a layout shift score. */
export const mostShift = 0.02;

/** The records that the test keeps in the page. */
export interface Watched {
  /** The layout shift score so far. */
  moved: number;
  /** The files that the policy of the page (its CSP) has blocked. */
  blocked: string[];
  /** Work that the page wants to do when the browser is idle. It waits until the test lets it. */
  held: (() => void)[];
  /** Whether the list of users was there each time that the page asked for idle time. */
  askedWithGrid: boolean[];
}

/** Keeps in the page, from its next load on, what is `Watched`, and holds its idle time back. */
export async function watchLoading(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched: Watched = Object.assign(window, { moved: 0, blocked: [], held: [], askedWithGrid: [] });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      watched.blocked.push(`${violatedDirective} ${blockedURI}`),
    );
    window.requestIdleCallback = (work) => {
      watched.askedWithGrid.push(document.querySelector('[role=grid]') !== null);
      return watched.held.push(() => work({ didTimeout: false, timeRemaining: () => 0 }));
    };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
        watched.moved += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** The layout shift score of the page since it was loaded, or since `before`. */
export async function movedSince(page: Page, before = 0): Promise<number> {
  return (await page.evaluate(() => (window as unknown as Watched).moved)) - before;
}

/** Lets the page do what waits for idle time, and what it asks for from now on, until all its parts are loaded. */
export async function letLoad(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.requestIdleCallback = (work) =>
      window.setTimeout(() => work({ didTimeout: false, timeRemaining: () => 0 }));
    for (const work of (window as unknown as Watched).held) work();
  });
  await page.waitForFunction(() => performance.getEntriesByName('all parts loaded').length > 0);
}

/**
 * Loads a page. `html`: the compressed bytes of the scripts that its HTML names; `all`: also of those that were loaded
 * until it was `ready`; `moved`: its layout shift score; `blocked`: what its policy has blocked.
 */
export async function load(
  page: Page,
  url: string,
  ready: () => Promise<void>,
): Promise<{ html: number; all: number; moved: number; blocked: string[] }> {
  const answer = await page.goto(url);
  const text = (await answer?.text()) ?? '';
  await ready();
  await page.waitForLoadState('networkidle');
  const { scripts, moved, blocked } = await page.evaluate(() => ({
    scripts: (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .map(({ name, encodedBodySize }) => ({ path: new URL(name).pathname, bytes: encodedBodySize })),
    moved: (window as unknown as Watched).moved,
    blocked: (window as unknown as Watched).blocked,
  }));
  const sum = (of: typeof scripts): number => of.reduce((total, { bytes }) => total + bytes, 0);
  return { html: sum(scripts.filter(({ path }) => text.includes(path))), all: sum(scripts), moved, blocked };
}
