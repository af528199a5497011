'use client';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { Roster } from '#lib/contract/roster';

/** Asks once before a roster is deleted. */
export function DeleteRoster({
  roster,
  remove,
  close,
}: {
  roster: Roster;
  remove: (id: string) => Promise<void>;
  close: () => void;
}) {
  const attempt = useAttempt();
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) close();
      }}
      locked={attempt.busy}
      width="sm"
      title="Delete this roster?"
      description={
        <p>
          <strong className="font-medium text-ink wrap-anywhere">{roster.name}</strong> and your ticks in it
          are deleted from this computer. Runs made from it, their reports and the protected users stay.
          Nothing changes at Atlassian.
        </p>
      }
      footer={
        <>
          <Button onClick={close}>Keep it</Button>
          <Button
            variant="danger"
            busy={attempt.busy}
            onClick={() => void attempt.run(() => remove(roster.id)).then((done) => done && close())}
          >
            Delete
          </Button>
        </>
      }
    >
      {attempt.failure && <FailureNotice failure={attempt.failure} />}
    </Dialog>
  );
}
