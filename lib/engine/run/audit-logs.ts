/** Reads Atlassian's audit log for the runs of this data folder, only when the admin asks for it. */
import { accountKey } from '#lib/domain/account/account-id';
import type { AuditLogEvent } from '#lib/domain/audit/audit-events';
import { checkKeyAccepted } from '#lib/engine/connection/connection';
import { done, failed, onlyWatching, type Result } from '#lib/engine/errors';
import { checkConnection } from '#lib/engine/plan/gate';
import { type AuditPlace, readAuditLog } from '#lib/engine/run/audit/read-audit-log';
import type { RunView } from '#lib/engine/run/run-view';
import { append, type RunsContext } from '#lib/engine/run/runs-context';

/** The verbs on the audit log. */
interface AuditLogs {
  /** Reads the part of the log from the time of an ended run. If that is under way already, it continues. */
  ask(id: string): Result<RunView>;
  /** Interrupts the reading for a run. It can be continued later. */
  stop(id: string): void;
  /** Interrupts all readings. Resolves when no request is under way any more. */
  close(): Promise<void>;
}

/**
 * The time before and after a run in which its events are looked for, in ms. It allows for clocks that differ and for a
 * log that lags.
 */
const aroundMs = 300_000;

/** Verbs over the stored runs. */
export function newAuditLogs(context: RunsContext): AuditLogs {
  const underWay = new Map<string, { stop: AbortController; over: Promise<void> }>();
  return {
    ask(id) {
      const found = context.ledger.find(id);
      if (!found.ok || underWay.has(id)) return found;
      const may = mayAsk(found.value, context);
      if (!may.ok) return may;
      const stop = new AbortController();
      context.ledger.readingLog.add(id);
      const over = carryOut(found.value, { organisationId: may.value, stop, context }).finally(() => {
        underWay.delete(id);
        context.ledger.readingLog.delete(id);
        context.subscribers.wake(id);
      });
      underWay.set(id, { stop, over });
      return context.ledger.find(id);
    },
    stop: (id) => underWay.get(id)?.stop.abort(),
    async close() {
      for (const { stop } of underWay.values()) stop.abort();
      await Promise.all([...underWay.values()].map(({ over }) => over));
    },
  };
}

/** The organisation whose log is read, or why none can be. */
function mayAsk(view: RunView, context: RunsContext): Result<string> {
  const { state, plan, differences } = view;
  if (context.watching) return onlyWatching();
  if (state.status !== 'ended') return failed('conflict', 'This run has not ended.', 'Ask when it has.');
  if (state.act === 'dry-run' || state.imported !== null) {
    return failed('conflict', 'Lockstep made no call in this run, so the log has none.', '');
  }
  if (differences.length > 0) {
    const message =
      'This run is not as it was sealed and written, so it is not certain whose accounts these are.';
    return failed('conflict', message, 'Its report says what differs.', [...differences]);
  }
  const busy = context.ledger.underWay();
  if (busy !== null) return failed('conflict', busy, 'Ask when it has ended or is paused.');
  const connection = context.connections.view();
  const connected = checkConnection(plan, connection);
  if (!connected.ok) return connected;
  const accepted = checkKeyAccepted(connection);
  if (!accepted.ok) return accepted;
  const organisation = context.connections.organisation();
  return organisation === null
    ? failed(
        'organisation-unknown',
        'It is not known which organisation the key belongs to.',
        'Connect again.',
      )
    : done(organisation.id);
}

async function carryOut(
  { record, plan, state }: RunView,
  { organisationId, stop, context }: { organisationId: string; stop: AbortController; context: RunsContext },
): Promise<void> {
  const { clock, store, queue } = context;
  const from = Math.max(0, (state.startedAt ?? record.createdAt) - aroundMs);
  const to = Math.min(clock.wall(), (state.endedAt ?? clock.wall()) + aroundMs);
  const write = (event: AuditLogEvent) => {
    if (stop.signal.aborted) return false;
    const isWritten = append(record.id, [event], context).ok;
    if (!isWritten) stop.abort();
    return isWritten;
  };
  if (!write({ type: 'audit-begun', from, to })) return;
  const accounts = store.planAccounts(plan.id);
  const positions = new Map(accounts.map(({ position, accountId }) => [accountKey(accountId), position]));
  const at: AuditPlace = { pages: 0, cursor: null };
  const place = queue.add({
    urgency: 'asked',
    async work(signal) {
      const both = AbortSignal.any([signal, stop.signal]);
      const atlassian = context.background();
      await readAuditLog({ organisationId, from, to, positions, atlassian, clock, signal: both, write }, at);
    },
  });
  const end = () => place.stop();
  stop.signal.addEventListener('abort', end);
  try {
    await place.over;
  } catch (problem) {
    const message = `It was interrupted by a fault of Lockstep itself: ${String(problem)}`;
    write({ type: 'audit-ended', message, hint: '' });
  } finally {
    stop.signal.removeEventListener('abort', end);
  }
}
