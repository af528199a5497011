import Link from 'next/link';
import type { ReactNode } from 'react';
import type { PlanStep } from '#components/plan/plan-dialog.tsx';
import type { ApiFailure } from '#components/shared/api.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';

/** The step at which the server refused to seal the plan; `act` replaces the usual way on. */
export function refusedStep(failure: ApiFailure, again: () => void, act?: ReactNode): PlanStep {
  return {
    title: 'No plan was sealed',
    body: <FailureNotice failure={failure} />,
    act: act || <WayOn code={failure.code} again={again} />,
  };
}

function WayOn({ code, again }: { code: string; again: () => void }) {
  if (code === 'not-connected' || code === 'refused-by-atlassian') {
    return (
      <Link href="/" className={buttonClass({ variant: 'primary' })}>
        Connect
      </Link>
    );
  }
  return (
    <Button variant="primary" onClick={() => again()}>
      Try again
    </Button>
  );
}
