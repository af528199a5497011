/** Clocks for times that are shown relative to now. */
import { useEffect, useState } from 'react';

/** Milliseconds since the epoch, updated every `everyMs` while `running`. */
export function useNow(everyMs: number, running: boolean): number {
  return useClock(Date.now, everyMs, running);
}

/** Milliseconds on a monotonic clock, updated in the same way. */
export function useElapsed(everyMs: number, running: boolean): number {
  return useClock(elapsed, everyMs, running);
}

const elapsed = () => performance.now();

function useClock(read: () => number, everyMs: number, running: boolean): number {
  const [now, setNow] = useState(read);
  useEffect(() => {
    if (!running) return;
    setNow(read());
    const timer = setInterval(() => setNow(read()), everyMs);
    return () => clearInterval(timer);
  }, [read, everyMs, running]);
  return now;
}
