'use client';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import type { ConnectRequest } from '#lib/contract/connection';

/** Connects to the demo organisation. */
export function DemoOffer({ connect }: { connect: (request: ConnectRequest) => Promise<unknown> }) {
  const attempt = useAttempt();
  return (
    <div className="flex flex-col items-start gap-3">
      {attempt.failure && <FailureNotice failure={attempt.failure} />}
      <Button busy={attempt.busy} onClick={() => void attempt.run(() => connect({ source: 'demo' }))}>
        Use the demo organisation
      </Button>
    </div>
  );
}
