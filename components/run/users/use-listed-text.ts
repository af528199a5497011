import { useEffect, useRef, useState } from 'react';
import { formatQuantity } from '#components/shared/format.ts';

/**
 * Time without a change of the filter or the search before the number is announced, in ms: each letter changes the
 * list.
 */
const rest = 500;

/**
 * The number of listed users, for a screen reader, after each change of `choice`: the filter and the search. Users whom
 * a run adds to the list are not announced. Empty until the first change.
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
