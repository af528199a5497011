import type { ReactNode } from 'react';

/** A card beside the users of a run. `action`: a button at the end of its heading. */
export function Card({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className="min-w-0 rounded-xl border bg-panel px-4 py-3">
      <div className="mb-2 flex justify-between gap-3 text-xs">
        <h2 className="text-ink-3">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
