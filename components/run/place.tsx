import type { ReactNode } from 'react';
import { cx } from '#components/ui/class-names.ts';

/** The container of the run's page: its width and its padding. `commands`: they lie over the end of a narrow window. */
export function Place({ commands = false, children }: { commands?: boolean; children: ReactNode }) {
  return (
    <div
      className={cx(
        'mx-auto flex w-full max-w-[88rem] flex-1 flex-col gap-3 px-4 py-3 sm:gap-4 sm:px-6 sm:py-6',
        commands && 'max-sm:pb-18',
      )}
    >
      {children}
    </div>
  );
}
