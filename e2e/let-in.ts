/** Signs in, and calls the API as the page does. */
import type { Page } from '@playwright/test';

/** Opens a launch link and waits until the page has left it. */
export async function letIn(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.waitForURL((url) => !url.pathname.startsWith('/launch'));
}

/** The API's answer to the page, which has the token. */
export function askFrom(
  page: Page,
  path: string,
  init: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; text: string }> {
  return page.evaluate(
    async ([address, { headers, ...rest }]) => {
      const token = localStorage.getItem('lockstep.token') ?? '';
      const answer = await fetch(address, { ...rest, headers: { ...headers, 'x-lockstep-token': token } });
      return { status: answer.status, text: await answer.text() };
    },
    [path, init] as const,
  );
}
