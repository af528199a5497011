import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { defaultOptions } from '#lib/domain/plan/run-options';
import { offline } from '#lib/engine/connection/offline';
import { foldRun } from '#lib/engine/history/fold-run';
import type { Limiter } from '#lib/engine/limiter/limiter';
import type { Atlassian } from '#lib/engine/ports';
import { withoutWrites } from '#lib/engine/run/runner/dry-run';
import { startRunner } from '#lib/engine/run/runner/runner';
import type { CalledEntry } from '#lib/engine/run/runner/runner-parts';
import type { RunsContext } from '#lib/engine/run/runs-context';
import type { RunRecord } from '#lib/engine/storage';

const called = ({ accountId, prediction }: PlanEntry): CalledEntry =>
  prediction ? { accountId, prediction } : { accountId };

/** Starts a runner for a run whose journal has begun and not ended. */
export function takeUp(record: RunRecord, plan: Plan, context: RunsContext): void {
  const { store, ledger, subscribers } = context;
  const { id } = record;
  const state = foldRun(store, id);
  // A run that the admin has just started asks anew. One that is taken up keeps the wait of its journal.
  if (state.next === 0) limiterFor(context).askNow();
  const runner = startRunner({
    state,
    entries: store.planEntries(plan.id).map(called),
    message: plan.message,
    options: plan.options ?? defaultOptions,
    append: (events, at) => store.append(id, events, at),
    reread: () => foldRun(store, id),
    published() {
      subscribers.wake(id);
      if (ledger.underWay() === null) context.atRest();
    },
    atlassian: clientFor(plan, context),
    store: context.directory.store(),
    limiter: limiterFor(context),
    organisationId: plan.organisationId,
    mayCall: context.protections.reasonAgainst,
    clock: context.clock,
    random: context.random.fraction,
  });
  ledger.runners.set(id, runner);
  void runner.left.then(() => {
    if (runner.state.status === 'ended') {
      ledger.ended.set(id, runner.state);
      ledger.runners.delete(id);
    }
    subscribers.wake(id);
    context.atRest();
  });
}

/** The limiter of the connection. A dry run shares it too, though its client cannot write. */
export function limiterFor({ connections, limiters }: RunsContext): Limiter {
  return limiters.of(connections.client() ?? offline);
}

/** The client for a run of this plan. The client of a dry run cannot write. */
export function clientFor(plan: Plan, { connections }: RunsContext): Atlassian {
  const client = connections.client() ?? offline;
  return plan.act === 'dry-run' ? withoutWrites(client) : client;
}
