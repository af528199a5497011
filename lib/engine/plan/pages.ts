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
