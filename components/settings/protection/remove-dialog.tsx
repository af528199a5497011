'use client';
import { type ReactNode, useRef, useState } from 'react';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';

/** A protection or a rule goes only with a reason. */
export function RemoveDialog({
  title,
  description,
  act,
  remove,
  close,
}: {
  title: string;
  description: ReactNode;
  /** What the button says. */
  act: string;
  remove: (reason: string) => Promise<void>;
  close: () => void;
}) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const attempt = useAttempt();

  async function submit(): Promise<void> {
    if (attempt.busy) return;
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return field.current?.focus();
    if (await attempt.run(() => remove(reason.trim()))) close();
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
      title={title}
      description={description}
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
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
