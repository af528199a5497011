/** Reads the journal in a folder without the engine, while no process uses the folder. */
import path from 'node:path';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { type JournalEntry, journalEntrySchema } from '#lib/domain/run/events';
import { apply } from '#lib/domain/run/run';
import { newRun, type RunState } from '#lib/domain/run/state';
import { eventCodec } from '#lib/domain/run/stored-event';

export function journalOf(dataDir: string): JournalEntry[] {
  const database = new Sqlite(path.join(dataDir, 'lockstep.db'), { readonly: true });
  const rows = database.prepare<[], { seq: number; at: number; event: string }>(
    'SELECT * FROM journal ORDER BY seq',
  );
  const entries = rows
    .all()
    .map(({ seq, at, event }) =>
      journalEntrySchema.parse({ seq, at, event: eventCodec.decode(JSON.parse(event)) }),
    );
  database.close();
  return entries;
}

export function folded(dataDir: string): RunState {
  const state = newRun();
  for (const entry of journalOf(dataDir)) apply(state, entry);
  return state;
}

/** The number of calls that the journal has begun but not settled. They are in doubt after a kill. */
export function callsUnderWay(dataDir: string): number {
  return [...folded(dataDir).users].filter((user) => user?.stage === 'calling').length;
}

/** The evidence in the journal about the calls of one user. */
export interface Intents {
  intended: number;
  /** After how many of these the process died before it wrote an answer. Such a call may or may not have been sent. */
  cutOff: number;
  /** The number of these that came after the user's outcome. */
  late: number;
}

export const noIntents: Readonly<Intents> = { intended: 0, cutOff: 0, late: 0 };

/** The intents of each user, by position. Every call that was not cut off was sent. */
export function intentsOf(entries: readonly JournalEntry[]): Map<number, Readonly<Intents>> {
  const found = new Map<number, Readonly<Intents>>();
  const unanswered = new Set<number>();
  const settled = new Set<number>();
  const add = (position: number, name: keyof Intents) => {
    const intents = found.get(position) ?? noIntents;
    found.set(position, { ...intents, [name]: intents[name] + 1 });
  };
  for (const { event } of entries) {
    if (event.type === 'interrupted') {
      for (const position of unanswered) add(position, 'cutOff');
      unanswered.clear();
    }
    if (!('position' in event)) continue;
    const { position } = event;
    unanswered.delete(position);
    if (event.type === 'settled') settled.add(position);
    if (event.type !== 'intended') continue;
    add(position, 'intended');
    if (settled.has(position)) add(position, 'late');
    unanswered.add(position);
  }
  return found;
}
