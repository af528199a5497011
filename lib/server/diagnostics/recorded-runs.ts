/** Records the entries of runs, and the faults of writing them. */
import type { JournalEntry } from '#lib/domain/run/events';
import type { RunStore } from '#lib/engine/storage/runs';
import type { Recorder } from '#lib/server/diagnostics/recorder';

/** The fields of an event that are numbers or codes. */
const plainFields = [
  'position',
  'attempt',
  'outcome',
  'status',
  'code',
  'reading',
  'how',
  'by',
  'total',
] as const;

/** Wraps a store: each entry becomes a line of the log, and a failed write is kept as a fault. */
export function recordedRuns(store: RunStore, recorder: Recorder): RunStore {
  return {
    ...store,
    append(runId, events, at) {
      const appended = store.append(runId, events, at);
      if (!appended.ok) recorder.fault('journal', appended.message);
      else if (recorder.log) for (const entry of appended.entries) logEntry(runId, entry, recorder.log);
      return appended;
    },
  };
}

function logEntry(run: string, { seq, event }: JournalEntry, log: NonNullable<Recorder['log']>): void {
  const known: Partial<Record<string, unknown>> = event;
  const fields = plainFields.flatMap((name) => {
    const value = known[name];
    return typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : [];
  });
  log('run', { run, seq, type: event.type, ...Object.fromEntries(fields) });
}
