'use client';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatTime } from '#components/shared/format.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { useOtherBrowsers } from '#components/shell/use-session.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/** Shown on every page while another browser is signed in that the admin has not confirmed. */
export function OtherBrowsers() {
  const { since, count, signOut, know } = useOtherBrowsers();
  const { busy, failure, run } = useAttempt();
  if (since === null) return null;
  const title =
    count === 1
      ? `Another browser is signed in, since ${formatTime(since)}.`
      : `${count} other browsers are signed in, the latest since ${formatTime(since)}.`;
  return (
    <aside aria-label="Other browsers" className="px-4 pt-3 sm:px-5">
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
