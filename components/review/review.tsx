'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useKeptColumns } from '#components/review/columns/use-kept-columns.ts';
import { ReviewSkeleton } from '#components/review/review-skeleton.tsx';
import { type ReviewData, useReviewData } from '#components/review/view/use-review.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FileX2, Users } from '#components/ui/icons/lucide.tsx';
import { later } from '#components/ui/later/later.ts';
import { NotLoaded } from '#components/ui/later/later-part.tsx';
import type { ReviewUser } from '#lib/contract/roster';

/** The list and its tools are loaded while the users are read. Until then the page shows the first of them. */
const useScreen = later(() => import('#components/review/review-screen.tsx'));

const newRun = (
  <Link href="/" className={buttonClass({ variant: 'primary' })}>
    Upload an export
  </Link>
);

/** The review of one roster: which users of the file will be deactivated. `steps` shows the step of the job. */
export function Review({ rosterId, steps }: { rosterId: string; steps: ReactNode }) {
  const data = useReviewData(rosterId);
  const { kept, keep } = useKeptColumns();
  const code = useScreen();
  const reading = (first: readonly ReviewUser[]) => (
    <>
      {steps}
      <ReviewSkeleton first={first} />
      {code.at === 'failed' && <NotLoaded again={code.again} />}
    </>
  );
  if (data.state === 'ready' && data.users.length > 0) {
    const { roster, users, refresh } = data;
    const placeholder = reading(users.slice(0, 40));
    if (kept === undefined || code.at !== 'loaded') return placeholder;
    return (
      <code.module.ReviewScreen
        placeholder={placeholder}
        roster={roster}
        users={users}
        readAgain={refresh}
        kept={kept}
        keep={keep}
        steps={steps}
      />
    );
  }
  if (data.state === 'loading') return reading(data.first);
  return (
    <>
      {steps}
      <h1 className="sr-only">Review</h1>
      <Instead data={data} />
    </>
  );
}

/** Shown in place of the review while there is none. */
function Instead({ data }: { data: Exclude<ReviewData, { state: 'loading' }> }) {
  if (data.state === 'failed' && data.failure.code === 'not-found') {
    return (
      <EmptyState icon={<FileX2 size={20} />} title={data.failure.message} actions={newRun}>
        {data.failure.hint} Plans and runs made from it are kept.
      </EmptyState>
    );
  }
  if (data.state === 'failed') {
    return (
      <div className="mx-auto w-full max-w-2xl p-4 sm:p-8">
        <FailureNotice
          failure={data.failure}
          actions={
            <Button size="sm" onClick={data.retry}>
              Try again
            </Button>
          }
        />
      </div>
    );
  }
  return (
    <EmptyState icon={<Users size={20} />} title={`${data.roster.name} has no users.`} actions={newRun}>
      The file has a header and no rows.
    </EmptyState>
  );
}
