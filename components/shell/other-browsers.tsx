'use client';
import { useState } from 'react';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatTime } from '#components/shared/format.ts';
import { FoldButton, foldedClass } from '#components/shared/screen/fold-button.tsx';
import { useHeadingAfter } from '#components/shared/screen/use-heading-after.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { useOtherBrowsers } from '#components/shell/use-session.ts';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';

/**
 * Shown on every page while another browser is signed in that the admin has not confirmed. It lies over the page: this
 * is known only after the page is drawn, and nothing may move then.
 */
export function OtherBrowsers() {
  const { since, count, signOut, know } = useOtherBrowsers();
  const { busy, failure, run } = useAttempt();
  const [open, setOpen] = useState(false);
  const focusAfter = useHeadingAfter(since === null);
  const press = (send: () => Promise<void>): void => {
    focusAfter();
    void run(send);
  };
  if (since === null) return null;
  const title =
    count === 1
      ? `Another browser signed in at ${formatTime(since)}.`
      : `${count} other browsers signed in, the last at ${formatTime(since)}.`;
  return (
    <aside
      aria-label="Other browsers"
      className="fixed right-3 bottom-16 z-40 w-[min(34rem,calc(100%-1.5rem))] rounded-lg shadow-popup max-sm:right-2 max-sm:w-[calc(100%-1rem)]"
    >
      <Notice
        tone="amber"
        live
        className="max-sm:px-2.5 max-sm:py-1 max-sm:text-xs max-sm:[&>svg]:hidden"
        title={
          <span className="flex items-center justify-between gap-1">
            {title}
            <FoldButton open={open} onToggle={() => setOpen(!open)}>
              <span className="sr-only">What this means</span>
            </FoldButton>
          </span>
        }
        actions={
          <>
            <Button size="sm" busy={busy} onClick={() => press(signOut)}>
              Sign out everywhere else
            </Button>
            <Button size="sm" variant="quiet" busy={busy} onClick={() => press(know)}>
              That is me
            </Button>
          </>
        }
      >
        <p className={foldedClass(open)}>
          Anybody who is signed in can do what you can do. Signing out everywhere else also replaces the
          launch link; the terminal prints the new one.
        </p>
        {failure && <FailureNotice failure={failure} className="mt-2" />}
      </Notice>
    </aside>
  );
}
