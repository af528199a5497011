/** Loads code that the page may need later, while the browser has nothing else to do. */

/** The surroundings of the loading; a test brings its own. */
interface Around {
  /** Whether the page can be used: nothing in it is still being read or loaded. */
  isUsable(): boolean;
  /** Calls `work` once the browser is idle. */
  whenIdle(work: () => void): void;
  /** Calls `work` after some time. */
  later(work: () => void, ms: number): void;
  /** Hears that all is loaded, each time. */
  loaded(): void;
}

/** The mark in the browser's record of when all was loaded. */
const allLoaded = 'all parts loaded';

/** Time from one look at the page to the next, in ms. */
const lookAgainMs = 500;

/**
 * Makes a function that takes loads, and begins one at a time, each once the page can be used and the browser is idle.
 * A load that fails is given up: it begins again when its part is drawn, and only then the page says so.
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

/** Takes a load for when this page can be used and its browser is idle. On the server it does nothing. */
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
        // It is in the browser's record of the page's load, as the scripts are.
        loaded: () => performance.mark(allLoaded),
      });
