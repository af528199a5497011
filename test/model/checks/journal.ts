/** For the model-based test: what the journal says of a run. It is read by the text, never by the engine's fold. */
import type { Outcome } from '#lib/domain/outcome/outcome';
import type { JournalEntry, RunEvent } from '#lib/domain/run/events';
import type { Observed } from '#test/model/observed';

/** The state of the run, by the last entry that determines it. */
export function stateOf(journal: readonly JournalEntry[]): 'going' | 'held' | 'over' {
  for (const { event } of journal.toReversed()) {
    if (event.type === 'started' || event.type === 'resumed') return 'going';
    if (event.type === 'ended') return 'over';
    if (['paused', 'stop-requested', 'interrupted'].includes(event.type)) return 'held';
  }
  return 'held';
}

/** The state of the canary, by the journal. */
export function canaryOf(world: Observed, journal: readonly JournalEntry[]) {
  const wanted = world.scenario.options.canary === '10' ? 10 : 1;
  const { done: doneKind, confirmed: confirmedKind } = kindsOf(world);
  let passed = 0;
  let unread = false;
  let waived = false;
  let asked = false;
  for (const { event } of journal) {
    if (waived || passed >= wanted) {
      if (event.type === 'paused' && event.code === 'canary-done') asked = true;
      continue;
    }
    if (event.type === 'settled' && event.outcome === doneKind) unread = true;
    if (event.type === 'settled' && event.outcome === confirmedKind) passed += 1;
    if (event.type === 'canary-passed') {
      passed += 1;
      unread = false;
    }
    if (event.type === 'paused' && event.code === 'canary-unconfirmed') waived = true;
  }
  return { passed, wanted, unread, waived, asked };
}

export function canaryIsOver(world: Observed, journal: readonly JournalEntry[]): boolean {
  const { passed, wanted, waived } = canaryOf(world, journal);
  return waived || passed >= wanted;
}

/**
 * The end of the run's wait by the world's own time, whatever the wall clock said and however often the process and the
 * machine were restarted.
 */
export function waitedUntil(world: Observed): number {
  let until = 0;
  for (const [index, { event }] of world.journal().entries()) {
    // The admin ends the wait knowingly.
    if (event.type === 'resumed' && event.asksNow) until = 0;
    const fault = 'fault' in event ? event.fault : undefined;
    if (typeof fault?.waitMs === 'number') {
      until = Math.max(until, (world.writtenAt[index] ?? 0) + fault.waitMs);
    }
  }
  return until;
}

/** The index of a user's first intent in the journal; the end if there is none. */
export function firstIntent(journal: readonly JournalEntry[], position: number): number {
  const at = journal.findIndex(({ event }) => event.type === 'intended' && event.position === position);
  return at < 0 ? journal.length : at;
}

/** The process may have died, or abandoned the run, during a call of this user. */
export function isInterruption({ event }: JournalEntry): boolean {
  return event.type === 'interrupted';
}

export function isKeyFault(event: RunEvent): boolean {
  return event.type === 'key-refused';
}

export function positionOf(event: RunEvent): number | null {
  if (event.type === 'canary-passed' || event.type === 'canary-waited') return null;
  return 'position' in event ? event.position : null;
}

/** The kinds of outcomes in the words of the glossary, not from the product's own table. */
export function kindsOf({ scenario }: Observed): { done: Outcome; confirmed: Outcome; already: Outcome } {
  switch (scenario.act) {
    case 'deactivate':
      return { done: 'deactivated', confirmed: 'confirmed-inactive', already: 'already-inactive' };
    case 'restore':
      return { done: 're-activated', confirmed: 'confirmed-active', already: 'already-active' };
    case 'dry-run':
      return { done: 'would-deactivate', confirmed: 'confirmed-inactive', already: 'already-inactive' };
  }
}
