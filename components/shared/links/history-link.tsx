import Link from 'next/link';
import type { ReactNode } from 'react';

/** The way to what all runs did with an account, found by its ID or an address. */
export function HistoryLink({ who, children }: { who: string; children: ReactNode }) {
  return (
    <Link href={`/history?who=${encodeURIComponent(who)}`} className="text-accent underline">
      {children}
    </Link>
  );
}
