'use client';
import type { ComponentProps, ReactNode } from 'react';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button, type ButtonVariant } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';

type DialogProps = ComponentProps<typeof Dialog>;

/**
 * A dialog with a form that sends one request: its fields, its buttons, and what went wrong. It closes when the request
 * succeeds.
 */
export function FormDialog({
  act,
  variant = 'primary',
  ready = true,
  cancel = 'Cancel',
  check,
  perform,
  close,
  width = 'sm',
  children,
  ...dialog
}: {
  /** The label of the button that sends. */
  act: string;
  variant?: ButtonVariant;
  /** While false, the button that sends is disabled. */
  ready?: boolean;
  /** The label of the button that closes. */
  cancel?: string;
  /** Called before sending. Returns false, and shows why, if something is missing. */
  check?: () => boolean;
  /** Rejects with an `ApiFailure`. */
  perform: () => Promise<unknown>;
  close: () => void;
  children?: ReactNode;
} & Pick<DialogProps, 'title' | 'description' | 'width' | 'initialFocus'>) {
  const { busy, failure, run } = useAttempt();

  async function submit(): Promise<void> {
    if (busy || !ready || check?.() === false) return;
    if (await run(perform)) close();
  }

  return (
    <Dialog {...dialog} onClose={close} locked={busy} width={width}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {children}
        {failure && <FailureNotice failure={failure} />}
        <div className="mt-2 flex flex-wrap justify-end gap-2">
          <Button onClick={close} disabled={busy}>
            {cancel}
          </Button>
          <Button type="submit" variant={variant} busy={busy} disabled={!ready}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
