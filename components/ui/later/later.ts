'use client';
import { useState, useSyncExternalStore } from 'react';
import { loadWhenIdle } from '#components/ui/later/idle.ts';

/** The state of loading the code. */
type Loading<Module> =
  | { at: 'waiting' }
  | { at: 'failed'; again: () => void }
  | { at: 'loaded'; module: Module };

/**
 * Makes a hook that loads a module when it is first drawn and `needed`, or before, once the page can be used and the
 * browser is idle: so a page is shown before it, and the part opens also while Lockstep does not answer. `load` is an
 * `import()`. It fails while Lockstep does not answer; then the part that waits offers to try `again`.
 */
export function later<Module>(load: () => Promise<Module>): (needed?: boolean) => Loading<Module> {
  const waiting: Loading<Module> = { at: 'waiting' };
  const listeners = new Set<() => void>();
  let loading: Loading<Module> | null = null;

  function become(next: Loading<Module>): void {
    loading = next;
    for (const hear of listeners) hear();
  }

  function ask(): void {
    become(waiting);
    load().then(
      (module) => become({ at: 'loaded', module }),
      () => become({ at: 'failed', again: ask }),
    );
  }

  loadWhenIdle(async () => {
    if (loading === null) become({ at: 'loaded', module: await load() });
  });

  function hearOnly(hear: () => void): () => void {
    listeners.add(hear);
    return () => listeners.delete(hear);
  }

  function hearAndAsk(hear: () => void): () => void {
    if (loading === null) ask();
    return hearOnly(hear);
  }

  return (needed = true) =>
    useSyncExternalStore(
      needed ? hearAndAsk : hearOnly,
      () => loading ?? waiting,
      () => waiting,
    );
}

/** Whether `is` was ever true. What was open once stays in the page, to fade when it is closed. */
export function useEver(is: boolean): boolean {
  const [was, setWas] = useState(is);
  if (is && !was) setWas(true);
  return was || is;
}
