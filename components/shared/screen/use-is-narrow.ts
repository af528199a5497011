import { useSyncExternalStore } from 'react';

/** Below `sm` of the styles. */
const narrow = '(width < 40rem)';

/** Whether the page is too narrow for rows: users are cards there. */
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
