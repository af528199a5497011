/** The changes since the seed, in a file of JSON lines, so that a restarted organisation continues where it was. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Person } from '#lib/demo/people/person';

/** The file of changes. */
export interface StateFile {
  /** Writes a person's state before anything else happens. Throws if the file cannot be written. */
  remember(person: Person): void;
  /** Restores the people's states. */
  recall(byId: ReadonlyMap<string, Person>): void;
  forget(): void;
}

/** The file is created at the first change, readable by its owner only. */
export function stateFileAt(path: string): StateFile {
  return {
    remember({ accountId, status, deletedAt }) {
      appendFileSync(path, `${JSON.stringify({ accountId, status, deletedAt })}\n`, { mode: 0o600 });
    },
    recall(byId) {
      if (!existsSync(path)) return;
      const text = readFileSync(path, 'utf8');
      for (const line of text.split('\n')) apply(line, byId);
      // The call of a line cut by a crash was never answered. The next line must not be joined to it.
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
