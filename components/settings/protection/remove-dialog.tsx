'use client';
import { type ReactNode, useRef, useState } from 'react';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';

/** Asks for the reason before a protection or a rule is removed. */
export function RemoveDialog({
  remove,
  ...dialog
}: {
  title: string;
  description: ReactNode;
  /** The label of the button. */
  act: string;
  /** Rejects with an `ApiFailure`. */
  remove: (reason: string) => Promise<void>;
  close: () => void;
}) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const given = reason.trim();

  function check(): boolean {
    setMissing(given === '');
    if (given === '') field.current?.focus();
    return given !== '';
  }

  return (
    <FormDialog
      {...dialog}
      variant="danger"
      cancel="Keep it"
      check={check}
      perform={() => remove(given)}
      initialFocus={field}
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
        error={missing ? 'Enter a reason first.' : undefined}
      />
    </FormDialog>
  );
}
