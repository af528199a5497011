import type { ReactNode } from 'react';

/** A card beside the users of a run. */
export function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0 rounded-xl border bg-panel px-4 py-3">
      <h2 className="mb-2 text-xs text-ink-3">{title}</h2>
      {children}
    </section>
  );
}
