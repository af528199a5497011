'use client';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/**
 * Why the key could not be checked, such as an Atlassian that does not answer, or that what it may do is not known. Shows
 * nothing if that is no problem.
 */
export function KeyDoubt() {
  const { connection, change } = useConnection();
  const attempt = useAttempt();
  if (connection?.state !== 'connected') return null;
  const { check } = connection;
  if (check.state !== 'unchecked' && check.state !== 'unknown') return null;
  if (check.hint === '') return null;
  return (
    <>
      <Notice
        tone="amber"
        live
        title={check.message}
        actions={
          <Button
            size="sm"
            busy={attempt.busy}
            onClick={() => void attempt.run(() => change({ source: 'recheck' }))}
          >
            Check again
          </Button>
        }
      >
        {check.hint}
      </Notice>
      {attempt.failure && <FailureNotice failure={attempt.failure} />}
    </>
  );
}
