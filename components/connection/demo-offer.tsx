'use client';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import type { ConnectRequest } from '#lib/contract/connection';

const steps = [
  'See its export, with the doubtful people marked',
  'Answer what could not be checked, and type the number',
  'Pause, resume or stop the run, then download the report',
  'Restore everybody, and break things in Rehearsal',
];

/**
 * Connects to the demo organisation. `first`: whether it is offered as the first step to a newcomer; then the text says
 * what follows.
 */
export function DemoOffer({
  connect,
  first,
}: {
  connect: (request: ConnectRequest) => Promise<unknown>;
  first: boolean;
}) {
  const attempt = useAttempt();
  return (
    <div className="flex flex-col items-start gap-3">
      {first && (
        <ol className="list-decimal space-y-1.5 pl-5">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {attempt.failure && <FailureNotice failure={attempt.failure} />}
      <Button
        variant={first ? 'primary' : 'default'}
        busy={attempt.busy}
        onClick={() => void attempt.run(() => connect({ source: 'demo' }))}
      >
        Use the demo organisation
      </Button>
    </div>
  );
}
