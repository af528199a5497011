'use client';
import { Button } from '#components/ui/button';
import { FailureNotice } from '#components/ui/failure-notice';
import { useAttempt } from '#lib/browser/use-attempt';
import type { ConnectRequest } from '#lib/contract/connection';

/** The demo organisation, one press away. */
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
