import { useSyncExternalStore } from 'react';

/** The media query for windows below the breakpoint `sm` of the styles. */
const narrow = '(width < 40rem)';

/** Whether the page is too narrow for rows, so that users are drawn as cards. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(narrow).matches,
    () => false,
  );
}

function subscribe(changed: () => void): () => void {
  const media = window.matchMedia(narrow);
  media.addEventListener('change', changed);
  return () => media.removeEventListener('change', changed);
}
