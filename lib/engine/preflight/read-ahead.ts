/**
 * Asks Atlassian by itself, so that the guards have facts when the admin needs them: on connecting the few questions
 * that guards need, then in the background one reading of the lists that serves everybody.
 */
import type { Connections } from '#lib/engine/connection/connection';
import type { AskingQueue } from '#lib/engine/directory/asking-queue';
import type { OrganisationFactVerbs } from '#lib/engine/directory/organisation-facts';
import type { Clock } from '#lib/engine/ports';
import type { ListVerbs } from '#lib/engine/preflight/lists';

/** The moments at which something is asked, or not asked any more. */
export interface ReadAheadVerbs {
  /**
   * A connection was made, changed or checked. Resolves when the questions that guards need are answered, or take long:
   * they then go on without anybody waiting for them. Neither a refusal nor a full
   * disk is an obstacle.
   */
  opened(): Promise<void>;
  /** Time has passed: reads the lists that have become too old, unless the admin has stopped reading. */
  look(): void;
  /** The connection or its organisation is about to change, or is to be forgotten: resolves when nothing is asked. */
  leaving(): Promise<void>;
}

interface ReadAheadParts {
  connections(): Pick<Connections, 'view'>;
  queue: Pick<AskingQueue, 'clear'>;
  organisation: Pick<OrganisationFactVerbs, 'ask'>;
  lists: Pick<ListVerbs, 'readAhead' | 'allowReadingAhead' | 'couldNotKeep'>;
  /** Whether anything is asked that the admin did not ask for. */
  isOn: boolean;
  clock: Pick<Clock, 'sleep'>;
}

/** The longest time that the questions may take, in ms: as long as before a plan is sealed. */
const answeredWithinMs = 20_000;
/** The longest time that somebody who connects waits for them, in ms. */
const waitedForMs = 3_000;

/** Asks for the connection of the moment. */
export function newReadAhead(parts: ReadAheadParts): ReadAheadVerbs {
  // Changes with each connection: what was begun for an earlier one begins nothing more.
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
