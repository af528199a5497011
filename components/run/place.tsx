import type { ReactNode } from 'react';

/** The container of the run's page: its width and its padding. */
export function Place({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex w-full max-w-[70rem] flex-col gap-4 px-4 py-5 sm:px-5 sm:py-6">
      {children}
    </div>
  );
}
