import type { ReactElement } from 'react';
import type { Connection } from '#components/run/feed/run-feed.ts';
import { formatDuration } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { useNow } from '#components/shared/use-now.ts';
import { Notice } from '#components/ui/notice.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { topicOfError } from '#lib/domain/help/topic-of';

/** Time for which a connection must be lost before the page says so, in ms. */
const timeoutMs = 2_000;

/** Says that the page does not see the run at this moment; null while it sees the run. */
export function useConnectionNotice(connection: Connection): ReactElement | null {
  const lost = connection.state === 'reconnecting' ? connection : null;
  const now = useNow(1_000, lost !== null);
  if (connection.state === 'misunderstood') {
    return (
      <Notice tone="red" live title="Lockstep wrote something that this page does not understand.">
        <p>Reload the page. It may be older than the program. The run itself is not affected.</p>
        <HelpLink topic="fault-of-lockstep" />
      </Notice>
    );
  }
  if (!lost || now - lost.since < timeoutMs) return null;
  if (lost.failure === null) {
    return (
      <Notice tone="amber" live title="The connection to Lockstep was lost. Connecting again.">
        The run goes on, since it lives in the program, not in this page.
      </Notice>
    );
  }
  const topic = topicOfError(lost.failure.code);
  return (
    <Notice tone="red" live title={lost.failure.message}>
      <p>The run goes on while the program runs. This page may be out of date. {lost.failure.hint}</p>
      <p className="mt-1 flex items-center gap-1.5 text-xs" aria-hidden>
        <Spinner /> Trying again, for {formatDuration(now - lost.since)} now
      </p>
      {topic && <HelpLink topic={topic} />}
    </Notice>
  );
}
