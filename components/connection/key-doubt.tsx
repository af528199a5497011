'use client';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** Why nobody can say whether the key is good, such as Atlassian out of reach; nothing where that is no trouble. */
export function KeyDoubt() {
  const { connection, change } = useConnection();
  const attempt = useAttempt();
  if (connection?.state !== 'connected') return null;
  const { check } = connection;
  if (check.state !== 'unchecked' || check.hint === '') return null;
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
