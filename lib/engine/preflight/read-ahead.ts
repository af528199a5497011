/**
 * Asks Atlassian without being asked by the admin, so that guards have their facts in time: on connecting the few
 * questions that guards need, then in the background one reading of the lists for all rosters.
 */
import type { Connections } from '#lib/engine/connection/connection';
import type { AskingQueue } from '#lib/engine/directory/asking-queue';
import type { OrganisationFactVerbs } from '#lib/engine/directory/organisation-facts';
import type { Clock } from '#lib/engine/ports';
import type { ListVerbs } from '#lib/engine/preflight/lists';

/** Called at the moments at which reading ahead begins or ends. */
export interface ReadAheadVerbs {
  /**
   * A connection was made, changed or checked. Resolves when the questions that guards need are answered. If they take
   * long, it resolves earlier, and they continue in the background. Never rejects: refusals and a full disk are
   * reported elsewhere.
   */
  opened(): Promise<void>;
  /** Called regularly: reads the lists that have become too old, unless the admin has stopped reading. */
  look(): void;
  /**
   * Called before the connection or its organisation changes or is forgotten. Resolves when nothing is being asked any
   * more.
   */
  leaving(): Promise<void>;
}

interface ReadAheadParts {
  connections(): Pick<Connections, 'view'>;
  queue: Pick<AskingQueue, 'clear'>;
  organisation: Pick<OrganisationFactVerbs, 'ask'>;
  lists: Pick<ListVerbs, 'readAhead' | 'allowReadingAhead' | 'couldNotKeep'>;
  /** Whether reading ahead is switched on. */
  isOn: boolean;
  clock: Pick<Clock, 'sleep'>;
}

/** The longest time that the questions may take, in ms: as long as before a plan is sealed. */
const answeredWithinMs = 20_000;
/** The longest time that connecting waits for them, in ms. */
const waitedForMs = 3_000;

/** Reads ahead for the current connection. */
export function newReadAhead(parts: ReadAheadParts): ReadAheadVerbs {
  // Aborted when the connection changes, so that work for an earlier connection starts nothing more.
  let connection = new AbortController();
  return {
    async opened() {
      parts.lists.allowReadingAhead();
      if (!mayAsk(parts)) return;
      const timer = new AbortController();
      const asked = askAll(parts, connection.signal).catch(parts.lists.couldNotKeep);
      await Promise.race([asked, parts.clock.sleep(waitedForMs, timer.signal)]);
      timer.abort();
    },
    look() {
      if (mayAsk(parts)) parts.lists.readAhead();
    },
    async leaving() {
      connection.abort();
      connection = new AbortController();
      await parts.queue.clear();
    },
  };
}

function mayAsk({ connections, isOn }: ReadAheadParts): boolean {
  const view = connections().view();
  return isOn && view.state !== 'none' && view.check.state !== 'refused';
}

async function askAll({ organisation, lists }: ReadAheadParts, left: AbortSignal): Promise<void> {
  await organisation.ask(answeredWithinMs);
  if (!left.aborted) lists.readAhead();
}
