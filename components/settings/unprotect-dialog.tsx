'use client';
import { useRef, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { FailureNotice } from '#components/ui/failure-notice';
import { TextField } from '#components/ui/text-field';
import { useAttempt } from '#lib/browser/use-attempt';
import type { Protection } from '#lib/domain/protection';

/** A protection that the admin did not set goes only with a reason. */
export function UnprotectDialog({
  protection,
  unprotect,
  close,
}: {
  protection: Protection;
  unprotect: (accountId: string, reason: string) => Promise<void>;
  close: () => void;
}) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const attempt = useAttempt();
  const { accountId, name, email } = protection;

  async function submit(): Promise<void> {
    if (attempt.busy) return;
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return field.current?.focus();
    if (await attempt.run(() => unprotect(accountId, reason.trim()))) close();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) close();
      }}
      locked={attempt.busy}
      width="sm"
      initialFocus={field}
      title={`Remove the protection of ${name || email || accountId}?`}
      description={
        <>
          <p className="wrap-anywhere">{protection.reason}.</p>
          <p className="mt-1.5">
            They can then be ticked and deactivated. An organisation whose last admin is deactivated is hard
            to get back into. In rosters already uploaded they stay unticked.
          </p>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField
          ref={field}
          label="Reason"
          hint="It is recorded together with the date."
          value={reason}
          maxLength={500}
          onChange={(event) => {
            setReason(event.target.value);
            setMissing(false);
          }}
          error={missing ? 'Say why first.' : undefined}
        />
        {attempt.failure && <FailureNotice failure={attempt.failure} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={close}>Keep it</Button>
          <Button type="submit" variant="danger" busy={attempt.busy}>
            Remove protection
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
