import Link from 'next/link';
import type { ApiFailure } from '#components/shared/api.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { buttonClass } from '#components/ui/button.tsx';

/** The reason why the run of a sealed plan did not start. */
export function StartFailure({ failure }: { failure: ApiFailure }) {
  return (
    <FailureNotice
      failure={failure}
      actions={
        failure.code === 'conflict' && (
          <Link href="/runs" className={buttonClass({ size: 'sm' })}>
            See all runs
          </Link>
        )
      }
    />
  );
}
