import type { ReactNode } from 'react';

/** The small last line of a notice: since when. */
export function Since({ children }: { children: ReactNode }) {
  return <p className="mt-1 text-xs">{children}</p>;
}
