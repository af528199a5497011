import type { ReactNode } from 'react';
import { ExternalLink } from '#components/ui/icons/lucide.tsx';

/** A link to a page of Atlassian Administration, in a tab of its own. */
export function AdministrationLink({ address, children }: { address: string; children: ReactNode }) {
  return (
    <a
      href={address}
      target="_blank"
      rel="noreferrer"
      className="relative inline-flex min-h-6 items-center gap-1 text-accent underline"
    >
      {children}
      <ExternalLink size={12} />
      <span className="sr-only">(opens a new tab)</span>
    </a>
  );
}
