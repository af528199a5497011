import { useEffect } from 'react';
import { printReport } from '#components/run/report/print-report.ts';
import { FailureLine } from '#components/shared/failure-notice.tsx';
import { isShortcut } from '#components/shared/keyboard/keys.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Printer } from '#components/ui/icons/lucide.tsx';

/**
 * Opens the print dialog with the whole report of an ended run, under the name of its file. Ctrl-P does the same: the
 * page itself draws only the users in sight.
 */
export function SavePdf({ runId }: { runId: string }) {
  const { failure, busy, run } = useAttempt();
  useEffect(() => {
    const print = (event: KeyboardEvent) => {
      if (!isShortcut(event, 'p')) return;
      event.preventDefault();
      void run(() => printReport(runId));
    };
    window.addEventListener('keydown', print);
    return () => window.removeEventListener('keydown', print);
  }, [run, runId]);
  return (
    <>
      <Button busy={busy} onClick={() => void run(() => printReport(runId))}>
        {!busy && <Printer size={13} />} Save as PDF
      </Button>
      {failure && <FailureLine failure={failure} />}
    </>
  );
}
