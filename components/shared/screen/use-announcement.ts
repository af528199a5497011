/** Announcements to a screen reader about work under way: each new phase at once, new numbers every few seconds. */
import { useEffect, useRef, useState } from 'react';

/**
 * Minimum time between two announcements in one phase, in ms. It is also the longest that an announcement is behind the
 * page.
 */
const spacing = 5_000;

/**
 * The text to announce. It becomes `text` at once when `turn`, the phase, changes, and otherwise at most every 5
 * seconds. The last text is always announced.
 */
export function useAnnouncement(text: string, turn: string): string {
  const [announced, setAnnounced] = useState(text);
  const last = useRef({ turn, at: 0 });
  useEffect(() => {
    const announce = (): void => {
      last.current = { turn, at: performance.now() };
      setAnnounced(text);
    };
    const wait = last.current.turn === turn ? last.current.at + spacing - performance.now() : 0;
    if (wait <= 0) return announce();
    const timer = setTimeout(announce, wait);
    return () => clearTimeout(timer);
  }, [text, turn]);
  return announced;
}
