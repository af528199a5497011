/**
 * Announcements of a screen reader about work under way: each change of phase at once, the numbers every few seconds.
 */
import { useEffect, useRef, useState } from 'react';

/** Minimum time between two announcements of numbers, and maximum time that they differ from the page, in ms. */
const spacing = 5_000;

/**
 * `text` as a screen reader should read it out: it follows at once when `turn` changes, and otherwise at most every 5
 * seconds. The last text is always told, also where no other follows.
 */
export function useAnnouncement(text: string, turn: string): string {
  const [told, setTold] = useState(text);
  const last = useRef({ turn, at: 0 });
  useEffect(() => {
    const tell = (): void => {
      last.current = { turn, at: performance.now() };
      setTold(text);
    };
    const wait = last.current.turn === turn ? last.current.at + spacing - performance.now() : 0;
    if (wait <= 0) return tell();
    const timer = setTimeout(tell, wait);
    return () => clearTimeout(timer);
  }, [text, turn]);
  return told;
}
