import { formatQuantity } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Notice } from '#components/ui/notice.tsx';

/**
 * The number of users who were called although their account could not be read before. `agreed`: the admin chose that.
 */
export function UnreadCallsNotice({ count, agreed }: { count: number; agreed: boolean }) {
  return (
    <Notice
      tone="amber"
      title={`${formatQuantity(count, 'user was', 'users were')} called without having been read.`}
    >
      <p>
        {agreed && 'Accounts could not be read, and you went on without reading. '}
        Lockstep does not know whether they were active before. A restore leaves them out.
      </p>
      <HelpLink topic="nobody-can-be-read" />
    </Notice>
  );
}
