'use client';
import Link from 'next/link';
import { buttonClass } from '#components/ui/button.tsx';

/** The links of a page that has nothing else to offer. */
export function WaysOn() {
  return (
    <div className="flex flex-wrap gap-2">
      <Link href="/" className={buttonClass({ variant: 'primary' })}>
        New run
      </Link>
      <Link href="/runs" className={buttonClass()}>
        Runs
      </Link>
    </div>
  );
}
