/** What a screen reader says about a run: each change of phase at once, the numbers now and then. */
import { useEffect, useRef, useState } from 'react';

/** Minimum time between two announcements of numbers, in ms. */
const spacing = 45_000;

/**
 * `text` as a screen reader should read it out: it follows at once when `turn` changes, and otherwise at most every 45
 * seconds.
 */
export function useAnnouncement(text: string, turn: string): string {
  const [told, setTold] = useState(text);
  const last = useRef({ turn, at: 0 });
  useEffect(() => {
    const now = Date.now();
    const turned = last.current.turn !== turn;
    if (!turned && now - last.current.at < spacing) return;
    last.current = { turn, at: now };
    setTold(text);
  }, [text, turn]);
  return told;
}
