'use client';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { topicOfKeyCheck } from '#lib/domain/help/topic-of';

/**
 * Says why the key could not be checked: Atlassian does not answer, or what the key may do is not known. Shows nothing
 * if there is no such problem.
 */
export function KeyDoubt() {
  const { connection, change } = useConnection();
  const attempt = useAttempt();
  if (connection?.state !== 'connected') return null;
  const { check } = connection;
  if (check.state !== 'unchecked' && check.state !== 'unknown') return null;
  if (check.hint === '') return null;
  const topic = topicOfKeyCheck('code' in check ? check.code : undefined);
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
        <p>{check.hint}</p>
        {topic && <HelpLink topic={topic} />}
      </Notice>
      {attempt.failure && <FailureNotice failure={attempt.failure} />}
    </>
  );
}
