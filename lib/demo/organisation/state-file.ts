/** What changed since the seed, kept in a file of JSON lines, so that a restarted organisation goes on where it was. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Person } from '#lib/demo/people/person';

export interface StateFile {
  /** Writes a person's state down before anything else happens; throws where the file cannot be written. */
  remember(person: Person): void;
  /** Brings people to where they were. */
  recall(byId: ReadonlyMap<string, Person>): void;
  forget(): void;
}

/** The file is made at the first change, readable by its owner alone. */
export function stateFileAt(path: string): StateFile {
  return {
    remember({ accountId, status, deletedAt }) {
      appendFileSync(path, `${JSON.stringify({ accountId, status, deletedAt })}\n`, { mode: 0o600 });
    },
    recall(byId) {
      if (!existsSync(path)) return;
      const text = readFileSync(path, 'utf8');
      for (const line of text.split('\n')) apply(line, byId);
      // A line cut short by a crash was never answered either; the next one must not be joined to it.
      if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n');
    },
    forget() {
      if (existsSync(path)) writeFileSync(path, '');
    },
  };
}

function apply(line: string, byId: ReadonlyMap<string, Person>): void {
  let change: unknown;
  try {
    change = JSON.parse(line);
  } catch {
    return;
  }
  if (typeof change !== 'object' || change === null) return;
  const {
    accountId,
    status,
    deletedAt = null,
  }: { accountId?: unknown; status?: unknown; deletedAt?: unknown } = change;
  const person = typeof accountId === 'string' ? byId.get(accountId) : undefined;
  if (!person || (status !== 'active' && status !== 'inactive' && status !== 'closed')) return;
  person.status = status;
  person.deletedAt = typeof deletedAt === 'number' ? deletedAt : null;
}
