'use client';
import Link from 'next/link';
import { Page } from '#components/shell/page.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** Shown when the page itself fails. A run goes on, since it lives on the server. */
export default function PageFault({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Page title="This page has failed">
      <Notice
        tone="red"
        live
        title="The fault is in Lockstep’s page, not in your data."
        actions={
          <>
            <Button onClick={reset}>Try again</Button>
            <Link href="/runs" className={buttonClass()}>
              Go to the runs
            </Link>
          </>
        }
      >
        <p>A run that is under way goes on: it lives in the program, not in this page.</p>
        {error.message && <p className="mt-1.5 font-mono text-xs wrap-anywhere">{error.message}</p>}
      </Notice>
    </Page>
  );
}
