import type { ReactNode } from 'react';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Spinner } from '#components/ui/spinner.tsx';

/** The parts of the dialog at one step. */
export interface PlanStep {
  title: string;
  description?: ReactNode;
  body: ReactNode;
  /** Stands beside the buttons, and says what is missing before they can be pressed. */
  need?: ReactNode;
  /** The buttons beside the one that leaves the dialog. */
  act?: ReactNode;
}

/** From sealing a plan to starting its run: one dialog, whose content changes with each step. */
export function PlanDialog({
  step,
  back,
  starting,
  close,
}: {
  /** Null while the dialog is closed. */
  step: PlanStep | null;
  /** The end of the label of the button that leaves: `to review`. A narrow window shows *Back* alone. */
  back: string;
  /** The run is being started: the dialog stays open. */
  starting: boolean;
  close: () => void;
}) {
  // The pressed button disappears with its step.
  const title = useKeptFocus<HTMLSpanElement>(step?.title);
  return (
    <Dialog
      open={step !== null}
      onClose={close}
      width="lg"
      locked={starting}
      tall
      title={<span ref={title}>{step?.title}</span>}
      description={step?.description}
      footer={
        <>
          {step?.need}
          <Button onClick={close} disabled={starting}>
            <span>
              Back<span className="max-sm:sr-only"> {back}</span>
            </span>
          </Button>
          {step?.act}
        </>
      }
    >
      {step?.body}
    </Dialog>
  );
}

/**
 * The step at which the server seals the plan. It has the layout of the confirmation that follows: the same
 * `description`, and the button `confirms` in its later place, so that no button appears where another one was.
 */
export function sealingStep(
  act: 'deactivate' | 're-activate' | 'read',
  description: string,
  confirms: ReactNode,
): PlanStep {
  return {
    title: 'Sealing the plan',
    description,
    body: (
      <>
        <p className="flex items-center gap-2 text-ink-2" role="status">
          <Spinner /> Asking Atlassian who the organisation admins are, for up to 20 seconds. Then Lockstep
          seals the list of users to {act}…
        </p>
        <div className="mt-6 grid gap-4">
          <Skeleton className="h-4 w-3/4" />
          <Skeleton className="h-4 w-1/2" />
          <Skeleton className="h-24" />
          <Skeleton className="h-40" />
        </div>
      </>
    ),
    need: <Skeleton className="mr-auto h-9 w-72 max-w-full max-sm:h-14 max-sm:w-full" />,
    act: confirms,
  };
}
