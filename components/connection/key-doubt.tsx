'use client';
import { Button } from '#components/ui/button';
import { FailureNotice } from '#components/ui/failure-notice';
import { Notice } from '#components/ui/notice';
import { useAttempt } from '#lib/browser/use-attempt';
import { useConnection } from '#lib/browser/use-connection';

/** Why nobody can say whether the key is good, such as Atlassian out of reach; nothing where that is no trouble. */
export function KeyDoubt() {
  const { connection, change } = useConnection();
  const attempt = useAttempt();
  if (connection?.state !== 'connected') return null;
  const { check } = connection;
  if (check.state !== 'unchecked' || check.cure === '') return null;
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
        {check.cure}
      </Notice>
      {attempt.failure && <FailureNotice failure={attempt.failure} />}
    </>
  );
}
