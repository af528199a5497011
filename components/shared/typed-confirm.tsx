'use client';
import { type ReactNode, useId, useState } from 'react';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';

/** Asks for a word before something is deleted that cannot be brought back. */
export function TypedConfirm({
  title,
  description,
  word,
  act,
  perform,
  close,
}: {
  title: string;
  description: ReactNode;
  /** To be typed exactly. */
  word: string;
  /** What the button says. */
  act: string;
  /** Rejects with an `ApiFailure`. */
  perform: () => Promise<unknown>;
  close: () => void;
}) {
  const [typed, setTyped] = useState('');
  const attempt = useAttempt();
  const formId = useId();
  const ready = typed.trim() === word;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) close();
      }}
      locked={attempt.busy}
      width="sm"
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={close} disabled={attempt.busy}>
            Keep it
          </Button>
          <Button type="submit" form={formId} variant="danger" busy={attempt.busy} disabled={!ready}>
            {act}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void attempt.run(perform);
        }}
      >
        <TextField
          label={`Type “${word}” to confirm`}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {attempt.failure && <FailureNotice failure={attempt.failure} />}
      </form>
    </Dialog>
  );
}
