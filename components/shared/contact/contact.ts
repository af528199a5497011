/** Whether the server answers, and when it was last heard. */

export interface Contact {
  /** Whether nothing answers, also when asked a second time. */
  lost: boolean;
  /** The time when the server was last heard, in ms since the epoch. */
  heardAt: number;
}

/** The surroundings of the contact; a test brings its own. */
interface Surroundings {
  /** Whether the server answers. Never rejects. */
  probe(): Promise<boolean>;
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
  /** Asks now. Resolves with whether the server of this page answers. */
  ask(): Promise<boolean>;
}

/** Time between two questions while nothing answers, in ms. */
const askAgainMs = 3_000;

export function newContact({ probe, later, wall }: Surroundings): ContactStore {
  const listeners = new Set<() => void>();
  let contact: Contact = { lost: false, heardAt: wall() };
  let asking: Promise<boolean> | null = null;
  let callOff = () => {};

  function become(lost: boolean): void {
    const heardAt = lost ? contact.heardAt : wall();
    const changed = contact.lost !== lost;
    contact = { lost, heardAt };
    if (changed) for (const listener of listeners) listener();
  }

  async function askOnce(): Promise<boolean> {
    callOff();
    const answers = await probe();
    if (!answers) callOff = later(() => void ask(), askAgainMs);
    become(!answers);
    return answers;
  }

  function ask(): Promise<boolean> {
    asking ??= askOnce().finally(() => {
      asking = null;
    });
    return asking;
  }

  return {
    get: () => contact,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    heard() {
      callOff();
      become(false);
    },
    unheard() {
      if (!contact.lost) void ask();
    },
    ask,
  };
}
