import type { ReactNode } from 'react';

/** A key to press. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-sm border bg-panel px-1 font-sans text-2xs text-ink-3 select-none">
      {children}
    </kbd>
  );
}
