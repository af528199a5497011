import type { Plan } from '#lib/domain/plan/plan';
import { defaultOptions } from '#lib/domain/plan/run-options';
import { atOnce } from '#lib/domain/text/pieces';
import { offline } from '#lib/engine/connection/offline';
import { foldRun } from '#lib/engine/history/fold-run';
import type { Limiter } from '#lib/engine/limiter/limiter';
import type { Atlassian } from '#lib/engine/ports';
import { protectRead } from '#lib/engine/protection/known-protections';
import { type CalledEntries, readCalledEntries } from '#lib/engine/run/runner/called-entries';
import { withoutWrites } from '#lib/engine/run/runner/dry-run';
import { recentlyTouched } from '#lib/engine/run/runner/recently-touched';
import { startRunner } from '#lib/engine/run/runner/runner';
import type { RunsContext } from '#lib/engine/run/runs-context';
import { deactivatedElsewhere } from '#lib/engine/run/verification/read-active';
import type { RunRecord } from '#lib/engine/storage/runs';

/**
 * Starts a runner for a run whose journal has begun and not ended. `called` are the users of its plan, if they were
 * read already.
 */
export function takeUp(record: RunRecord, plan: Plan, context: RunsContext, called?: CalledEntries): void {
  const { store, ledger, subscribers } = context;
  const { id } = record;
  // The memory is not needed: all users were judged before the run, which only asks about its next users.
  context.directory.store().release();
  const state = foldRun(store, id);
  // A run that has just been started drops earlier waits. A resumed run keeps the wait in its journal.
  if (state.next === 0) limiterFor(context).askNow();
  const runner = startRunner({
    state,
    entries: called ?? atOnce(readCalledEntries(plan.count, (page) => store.planEntries(plan.id, page))),
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
    lastEnd: lastEndOf(context),
    mayCall: context.protections.reasonAgainst,
    deactivatedElsewhere: deactivatedElsewhere(plan, context),
    addresses(first, last) {
      const addresses = store.planAddresses(plan.id, { first, last });
      return new Map(addresses.map(({ position, email }) => [position, email]));
    },
    wasTouched: recentlyTouched({ store, states: context.states, wall: context.clock.wall }),
    learnt: (readings) => protectRead(context, readings),
    clock: context.clock,
    random: context.random.fraction,
  });
  ledger.carryOut(id, runner);
  void runner.left.then(() => {
    if (runner.state.status === 'ended') {
      ledger.ended(id, runner.state);
      context.listener.ended(id);
    }
    subscribers.wake(id);
    context.atRest();
  });
}

/** The time when the last run that may have changed accounts ended. */
function lastEndOf({ store, ledger }: RunsContext): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const { id } of store.runs()) {
    const { endedAt, act } = ledger.summaryOf(id);
    if (act !== 'dry-run') last = Math.max(last, endedAt ?? last);
  }
  return last;
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
