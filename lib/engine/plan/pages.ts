/** Reads the users of a stored plan page by page. No database cursor stays open between two pages. */
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { RunStore } from '#lib/engine/storage/runs';

/** Number of users per page: some milliseconds of work. */
const usersAtOnce = 500;

/** Yields the users in the order of their positions. */
export function* planPages(store: Pick<RunStore, 'planEntries'>, planId: string): Generator<PlanEntry> {
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const page = store.planEntries(planId, { after, limit: usersAtOnce });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < usersAtOnce) return;
    after = last.position;
  }
}

/** Number of users on a page that is sent: still some milliseconds of work, for the page in the browser too. */
const usersOnPage = 1_000;

/** Some users of a plan, and the position at which the next page begins; null after the last one. */
export interface PlanEntriesPage {
  entries: PlanEntry[];
  next: number | null;
}

/** The page of a plan's users that begins at a position. */
export function planPage(
  store: Pick<RunStore, 'planEntries'>,
  planId: string,
  from: number,
): PlanEntriesPage {
  const entries = store.planEntries(planId, { after: from - 1, limit: usersOnPage });
  const last = entries.at(-1);
  return { entries, next: last && entries.length === usersOnPage ? last.position + 1 : null };
}
