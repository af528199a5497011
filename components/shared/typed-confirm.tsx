'use client';
import { type ReactNode, useState } from 'react';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';

/** Asks the admin to type a word before something is deleted for good. */
export function TypedConfirm({
  word,
  ...dialog
}: {
  title: string;
  description: ReactNode;
  /** To be typed exactly. */
  word: string;
  /** The label of the button. */
  act: string;
  /** Rejects with an `ApiFailure`. */
  perform: () => Promise<unknown>;
  close: () => void;
}) {
  const [typed, setTyped] = useState('');
  return (
    <FormDialog {...dialog} variant="danger" cancel="Keep it" ready={typed.trim() === word}>
      <TextField
        label={`Type “${word}” to confirm`}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </FormDialog>
  );
}
