import { isTheNumber } from '#components/plan/confirmation.ts';
import { isHeld } from '#components/plan/plan-needs.ts';
import type { ConfirmStep } from '#components/plan/use-sealing.ts';
import { Button } from '#components/ui/button.tsx';

/**
 * Starts the run of a sealed plan. Disabled while an answer or a reason is missing, and until the number of users is
 * typed.
 */
export function ConfirmButton({
  step: { sealed, starting },
  formId,
  typed,
  act,
  variant,
}: {
  step: ConfirmStep;
  /** The form that the button submits. */
  formId: string;
  /** The text in the field of the number. */
  typed: string;
  act: string;
  variant: 'danger' | 'primary';
}) {
  const { plan, alarms } = sealed;
  return (
    <Button
      type="submit"
      form={formId}
      variant={variant}
      busy={starting}
      disabled={isHeld(plan, alarms) || !isTheNumber(typed, plan.count)}
    >
      {act}
    </Button>
  );
}
