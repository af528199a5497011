import { useEffect, useRef, useState } from 'react';
import { formatQuantity } from '#components/shared/format.ts';

/** Time for which the filter and the search rest before the number is said, in ms: the list follows each letter. */
const rest = 500;

/**
 * How many users are listed, for a screen reader, after each change of `choice`, the filter and the search. A run that
 * goes on lists more and more; that is not said. Empty until the first change.
 */
export function useListedText(listed: number, choice: string): string {
  const [text, setText] = useState('');
  const latest = useRef(listed);
  latest.current = listed;
  const before = useRef(choice);
  useEffect(() => {
    if (before.current === choice) return;
    const timer = setTimeout(() => {
      before.current = choice;
      setText(
        latest.current === 0 ? 'No user is listed' : `${formatQuantity(latest.current, 'user')} listed`,
      );
    }, rest);
    return () => clearTimeout(timer);
  }, [choice]);
  return text;
}
