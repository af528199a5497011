import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** Shown on every page of a process that does not own the data folder. */
export function WatchingNotice() {
  return (
    <aside aria-label="View only" className="px-4 pt-3 sm:px-5">
      <Notice tone="amber" title="Another Lockstep works in this data folder, so this one is view only.">
        This page shows what happens there. To change something, use the other Lockstep, or stop it and start
        this one again. <HelpLink topic="only-watching" />
      </Notice>
    </aside>
  );
}
