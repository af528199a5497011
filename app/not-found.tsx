import type { Metadata } from 'next';
import Link from 'next/link';
import { Page } from '#components/shell/page.tsx';
import { buttonClass } from '#components/ui/button.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <Page
      title="There is nothing at this address"
      lead="The roster or the run may have been deleted, by you or after the days set in Settings."
    >
      <div className="flex flex-wrap gap-2">
        <Link href="/" className={buttonClass({ variant: 'primary' })}>
          New run
        </Link>
        <Link href="/runs" className={buttonClass()}>
          Runs
        </Link>
      </div>
    </Page>
  );
}
