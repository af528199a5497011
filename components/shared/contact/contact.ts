/** Whether the server answers, and when it was last heard. */

/** `refused`: nothing accepts the connection. `silent`: a connection is accepted, but the request is not answered. */
export type Lost = 'refused' | 'silent';

export interface Contact {
  /** How the server is lost, also when asked a second time; null while it answers. */
  lost: Lost | null;
  /** The time when the server was last heard, in ms since the epoch. */
  heardAt: number;
}

/** The surroundings of the contact; a test brings its own. */
interface Surroundings {
  /** Asks the server; resolves to null if it answers. Never rejects. */
  probe(): Promise<Lost | null>;
  later(work: () => void, ms: number): () => void;
  wall(): number;
}

interface ContactStore {
  get(): Contact;
  /** Calls back when the state changes, not each time the server is heard. */
  subscribe(listener: () => void): () => void;
  /** The server has answered, or sent something. */
  heard(): void;
  /** A request got no answer. The server is asked again before the page says that it is gone. */
  unheard(): void;
  /**
   * Asks the server after `ms` milliseconds, unless the returned function is called first. Call it when an answer has
   * arrived. This detects a suspended program, which accepts connections but never answers.
   */
  expect(ms: number): () => void;
  /** Asks now. Resolves to whether the server answers. */
  ask(): Promise<boolean>;
}

/** Time between two questions while nothing answers, in ms. */
const askAgainMs = 3_000;

export function newContact({ probe, later, wall }: Surroundings): ContactStore {
  const listeners = new Set<() => void>();
  let contact: Contact = { lost: null, heardAt: wall() };
  let asking: Promise<boolean> | null = null;
  let callOff = () => {};

  function become(lost: Lost | null): void {
    const heardAt = lost ? contact.heardAt : wall();
    const changed = contact.lost !== lost;
    contact = { lost, heardAt };
    if (changed) for (const listener of listeners) listener();
  }

  async function askOnce(): Promise<boolean> {
    callOff();
    const lost = await probe();
    if (lost) callOff = later(() => void ask(), askAgainMs);
    become(lost);
    return !lost;
  }

  function ask(): Promise<boolean> {
    asking ??= askOnce().finally(() => {
      asking = null;
    });
    return asking;
  }

  function unheard(): void {
    if (!contact.lost) void ask();
  }

  return {
    get: () => contact,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    heard() {
      callOff();
      become(null);
    },
    unheard,
    expect: (ms) => later(unheard, ms),
    ask,
  };
}
