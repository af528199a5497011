import { formatQuantity } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { RunState } from '#lib/domain/run/state';
import { calledUnread } from '#lib/domain/run/unread';

/** The number of users who were called although their account could not be read before. */
export function UnreadCallsNotice({ state }: { state: RunState }) {
  const count = calledUnread(state);
  if (count === 0) return null;
  return (
    <Notice
      tone="amber"
      title={`${formatQuantity(count, 'user was', 'users were')} called without having been read.`}
    >
      <p>
        {state.withoutReading && 'Accounts could not be read, and you went on without reading. '}
        Lockstep does not know whether they were active before. A restore leaves them out.
      </p>
      <HelpLink topic="nobody-can-be-read" />
    </Notice>
  );
}
