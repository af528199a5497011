'use client';
import { useState, useSyncExternalStore } from 'react';
import { loadWhenIdle } from '#components/ui/later/idle.ts';

/** The state of loading the code. */
type Loading<Module> =
  | { at: 'waiting' }
  | { at: 'failed'; again: () => void }
  | { at: 'loaded'; module: Module };

/**
 * Makes a hook that loads a module with `load`, an `import()`. It loads when the hook is first used with `needed`, or
 * earlier, once the page can be used and the browser is idle. So the module delays no page, and is usually there before
 * Lockstep stops answering. If it cannot be loaded, the part that waits for it offers to try `again`.
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

/** Whether `is` was ever true. A part that was open once stays in the page, so that it can fade when it is closed. */
export function useEver(is: boolean): boolean {
  const [was, setWas] = useState(is);
  if (is && !was) setWas(true);
  return was || is;
}
