import { useEffect, useRef } from 'react';
import { focusHeading } from '#components/shared/screen/focus-heading.ts';

/**
 * For a part of the page that goes when one of its buttons is pressed. The function that it gives is called at the
 * press; once the part is `gone`, and the button with it, the heading of the page takes the focus.
 */
export function useHeadingAfter(gone: boolean): () => void {
  const pressed = useRef(false);
  useEffect(() => {
    const main = document.getElementById('main');
    if (!gone || !pressed.current || !main) return;
    pressed.current = false;
    focusHeading(main);
  }, [gone]);
  return () => {
    pressed.current = true;
  };
}
