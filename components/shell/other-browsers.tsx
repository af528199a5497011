'use client';
import { Button } from '#components/ui/button';
import { FailureNotice } from '#components/ui/failure-notice';
import { Notice } from '#components/ui/notice';
import { formatTime } from '#lib/browser/format';
import { useAttempt } from '#lib/browser/use-attempt';
import { useOtherBrowsers } from '#lib/browser/use-session';

/** On every page while another browser is signed in that the admin has said nothing of. */
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
        Whoever is signed in can do what you can. Signing out everywhere else also replaces the launch link;
        the terminal prints the new one.
        {failure && <FailureNotice failure={failure} className="mt-2" />}
      </Notice>
    </aside>
  );
}
