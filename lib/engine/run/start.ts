import type { Plan } from '#lib/domain/plan/plan';
import { canaryCount, defaultOptions } from '#lib/domain/plan/run-options';
import type { RunEvent } from '#lib/domain/run/events';
import type { Pieces } from '#lib/domain/text/pieces';
import { done, failed, onlyWatching, type Result } from '#lib/engine/errors';
import type { Confirmation } from '#lib/engine/plan/gate';
import { circumstances } from '#lib/engine/run/command';
import type { RunView } from '#lib/engine/run/run-view';
import { readCalledEntries } from '#lib/engine/run/runner/called-entries';
import type { Circumstances } from '#lib/engine/run/runner/runner';
import { append, type RunsContext } from '#lib/engine/run/runs-context';
import { takeUp } from '#lib/engine/run/take-up';
import { endComes } from '#lib/engine/run/unwritten-end';

/**
 * Starts the run of a sealed plan, if the gate allows it and no other run is unfinished. In pieces; from the end of the
 * gate on it is one piece.
 */
export function* startRun(
  { planId, digest, count }: { planId: string } & Confirmation,
  context: RunsContext,
): Pieces<Result<RunView>> {
  const { store, gate, ledger, clock, random } = context;
  if (context.watching) return onlyWatching();
  // A sealed plan never changes: the gate reads the same users again, and compares them with the digest.
  const users = store.plan(planId)?.count ?? 0;
  const called = yield* readCalledEntries(users, (page) => store.planEntries(planId, page));
  const sealed = yield* gate.pass(planId, 'run', { digest, count });
  if (!sealed.ok) return sealed;
  const { plan } = sealed.value;
  const free = checkFree(context);
  if (!free.ok) return free;
  // An earlier start may have failed to write the journal. Then that run is started now.
  const record =
    store.runOfPlan(planId) ?? store.createRun({ id: random.id(), planId, createdAt: clock.wall() });
  const appended = append(record.id, [started(plan, circumstances(context))], context);
  if (!appended.ok) {
    // If the first entry was written after all, the run continues from there.
    if (ledger.stateOf(record.id).status !== 'new') ledger.unopened.set(record.id, appended.message);
    return failed('storage', appended.message, 'Make room on the disk, then try again.');
  }
  context.quiet();
  takeUp(record, plan, context, called);
  return done(ledger.view(record));
}

/** Refuses if a protection was lost or another run is unfinished. */
function checkFree({ seals, ledger }: RunsContext): Result<void> {
  const lost = seals.putBackLost();
  if (lost !== null) return failed('conflict', lost, 'Look at them in Settings, then seal the plan again.');
  const other = ledger.unfinished();
  if (other) {
    return failed(
      'conflict',
      `Run ${other.record.number} is not finished.`,
      ledger.endUnwritten.has(other.record.id) ? endComes : 'Resume or stop it first: one run at a time.',
    );
  }
  return done(undefined);
}

/** The first entry of a run. */
function started(plan: Plan, now: Circumstances): RunEvent {
  const { canary, waitAfterCanary: wait } = plan.options ?? defaultOptions;
  return {
    type: 'started',
    total: plan.count,
    planDigest: plan.digest,
    act: plan.act ?? 'deactivate',
    canary: { size: canaryCount(canary, plan.count), wait },
    counted: plan.organisationId !== null && plan.act !== 'dry-run',
    ...now,
  };
}
