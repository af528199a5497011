/**
 * Converts a comparison to the shape of the API. It has the first users of each kind; kinds that need a look come
 * first.
 */
import type { ComparisonAnswer } from '#lib/contract/comparison';
import { type Comparison, differenceCounts, otherCounts } from '#lib/domain/reconcile/comparison';
import { differenceKinds } from '#lib/domain/reconcile/difference';
import { differenceCsv } from '#lib/domain/reconcile/difference-csv';
import { otherKinds } from '#lib/domain/reconcile/others';
import type { ComparedRun } from '#lib/engine/reconcile/reconcile';

/** Maximum number of users of one kind in an answer. The CSV has all. */
const firstOfKind = 200;

/** The answer to GET /api/runs/{id}/comparison. */
export function comparisonView({ users, others, notes, ...head }: Comparison): ComparisonAnswer {
  const counts = differenceCounts(users);
  return {
    ...head,
    users: differenceKinds
      .filter((kind) => counts[kind] > 0)
      .map((kind) => ({ kind, count: counts[kind], first: firstOf(users, kind) })),
    others: others.state === 'not-compared' ? others : comparedOthers(others),
    notes: [...notes],
  };
}

/** The difference report of a run as a CSV, made at `madeAt` (ms since the epoch). `redacted`: it names nobody. */
export function comparisonTable(
  { view, comparison }: ComparedRun,
  { madeAt, redacted = false }: { madeAt: number; redacted?: boolean },
): Generator<string> {
  const { record, plan } = view;
  return differenceCsv(comparison, {
    run: record.number,
    organisation: plan.organisationName,
    madeAt,
    redacted,
  });
}

function comparedOthers({
  before,
  notKnown,
  changed,
}: Extract<Comparison['others'], { state: 'compared' }>): ComparisonAnswer['others'] {
  const counts = otherCounts(changed);
  return {
    state: 'compared',
    before,
    notKnown,
    changed: otherKinds
      .filter((kind) => counts[kind] > 0)
      .map((kind) => ({ kind, count: counts[kind], first: firstOf(changed, kind) })),
  };
}

/** The first items of a kind, without the property `kind`. */
function firstOf<Item extends { kind: string }>(
  items: readonly Item[],
  kind: Item['kind'],
): Omit<Item, 'kind'>[] {
  const first: Omit<Item, 'kind'>[] = [];
  for (const item of items) {
    if (item.kind !== kind) continue;
    const { kind: _, ...rest } = item;
    if (first.push(rest) === firstOfKind) break;
  }
  return first;
}
