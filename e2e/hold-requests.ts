/** Holds requests of a page, so that a test decides what arrives first. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';

/** Holds the requests that `isHeld`, those of now and later, until the function that it gives is called. */
export async function holdRequests(page: Page, isHeld: (url: URL) => boolean): Promise<() => void> {
  let letGo = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(isHeld, async (route) => {
    await released;
    await route.continue();
  });
  return () => letGo();
}

/** Finds the scripts with the list of a combobox, by what is in them. */
export function isListOfField(): (url: URL) => boolean {
  const chunks = path.resolve('.next/static/chunks');
  const scripts = readdirSync(chunks).filter((name) => {
    if (!name.endsWith('.js')) return false;
    const text = readFileSync(path.join(chunks, name), 'utf8');
    return text.includes('autoHighlight') && text.includes('Nobody matches.');
  });
  return ({ pathname }) => scripts.some((name) => pathname.endsWith(`/${name}`));
}
