'use client';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatTime } from '#components/shared/format.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { useOtherBrowsers } from '#components/shell/use-session.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/**
 * Shown on every page while another browser is signed in that the admin has not confirmed. It lies over the page: this is
 * known only after the page is drawn, and nothing may move then.
 */
export function OtherBrowsers() {
  const { since, count, signOut, know } = useOtherBrowsers();
  const { busy, failure, run } = useAttempt();
  if (since === null) return null;
  const title =
    count === 1
      ? `Another browser is signed in, since ${formatTime(since)}.`
      : `${count} other browsers are signed in, the latest since ${formatTime(since)}.`;
  return (
    <aside
      aria-label="Other browsers"
      className="fixed right-3 bottom-16 z-40 w-[min(34rem,calc(100%-1.5rem))] rounded-lg shadow-popup"
    >
      <Notice
        tone="amber"
        live
        title={title}
        actions={
          <>
            <Button size="sm" busy={busy} onClick={() => void run(signOut)}>
              Sign out everywhere else
            </Button>
            <Button size="sm" variant="quiet" busy={busy} onClick={() => void run(know)}>
              That is me
            </Button>
          </>
        }
      >
        Anybody who is signed in can do what you can do. Signing out everywhere else also replaces the launch
        link; the terminal prints the new one.
        {failure && <FailureNotice failure={failure} className="mt-2" />}
      </Notice>
    </aside>
  );
}
