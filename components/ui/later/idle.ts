/** Loads code that the page may need later, while the browser has nothing else to do. */

/** The surroundings of the loading; a test brings its own. */
interface Around {
  /** Whether the page can be used: nothing in it is still being read or loaded. */
  isUsable(): boolean;
  /** Calls `work` once the browser is idle. */
  whenIdle(work: () => void): void;
  /** Calls `work` after some time. */
  later(work: () => void, ms: number): void;
  /** Called each time when everything queued is loaded. */
  loaded(): void;
}

/** The name of the performance mark that is set when everything is loaded. */
const allLoaded = 'all parts loaded';

/** Time from one look at the page to the next, in ms. */
const lookAgainMs = 500;

/**
 * Returns a function that queues loads. They begin one at a time, each once the page can be used and the browser is
 * idle. A load that fails is dropped without a message: it begins again when its part is drawn.
 */
export function idleLoads(around: Around): (load: () => Promise<unknown>) => void {
  const waiting: (() => Promise<unknown>)[] = [];
  let busy = false;

  function look(): void {
    if (around.isUsable()) around.whenIdle(loadNext);
    else around.later(look, lookAgainMs);
  }

  function loadNext(): void {
    const load = waiting.shift();
    if (load === undefined) {
      busy = false;
      around.loaded();
      return;
    }
    load().then(look, look);
  }

  return (load) => {
    waiting.push(load);
    if (busy) return;
    busy = true;
    around.later(look, lookAgainMs);
  };
}

/** Queues a load for the time when the page can be used and the browser is idle. On the server it does nothing. */
export const loadWhenIdle =
  typeof window === 'undefined'
    ? () => undefined
    : idleLoads({
        // Content that is still being read or loaded has placeholders.
        isUsable: () =>
          document.readyState === 'complete' && document.querySelector('[data-skeleton]') === null,
        // Safari has no `requestIdleCallback`.
        whenIdle: (work) => (window.requestIdleCallback ?? setTimeout)(() => work()),
        later: (work, ms) => setTimeout(work, ms),
        // The mark stands beside the scripts in the browser's record of how the page loaded.
        loaded: () => performance.mark(allLoaded),
      });
