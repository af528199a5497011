import type { ReactNode } from 'react';

/** A page of text and panels. Without a title, its first child has the heading. */
export function Page({
  title,
  lead,
  children,
}: {
  title?: string | undefined;
  lead?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="mx-auto w-full max-w-5xl px-4 py-6 sm:px-5 sm:py-8">
      {title && <h1 className="mb-5 text-lg font-semibold tracking-tight sm:text-xl">{title}</h1>}
      {lead && <p className="-mt-4 mb-5 max-w-prose text-ink-2">{lead}</p>}
      <div className="flex flex-col gap-4">{children}</div>
    </div>
  );
}
