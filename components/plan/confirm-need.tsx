import { NumberField } from '#components/plan/number-field.tsx';
import { needsLabel } from '#components/plan/plan-needs.ts';
import { StartFailure } from '#components/plan/start-failure.tsx';
import type { ConfirmStep } from '#components/plan/use-sealing.ts';
import { TriangleAlert } from '#components/ui/icons/lucide.tsx';

/** Says which answers the plan still needs before the run can start, then that its number must be typed. */
export function ConfirmNeed({
  step: { sealed, failure, round },
  formId,
  typed,
  onType,
  hidden = false,
}: {
  step: ConfirmStep;
  formId: string;
  /** The text in the field of the number. */
  typed: string;
  onType: (typed: string) => void;
  /** Hides the text, since nothing is missing. */
  hidden?: boolean;
}) {
  const label = needsLabel(sealed.plan, sealed.alarms);
  return (
    <>
      {failure && (
        <div className="w-full">
          <StartFailure failure={failure} />
        </div>
      )}
      <div className="mr-auto max-sm:w-full" hidden={hidden}>
        {label === null ? (
          <NumberField
            key={round}
            value={typed}
            count={sealed.plan.count}
            onChange={onType}
            formId={formId}
          />
        ) : (
          <p role="status" className="flex items-start gap-1.5 py-1 text-amber">
            <TriangleAlert size={14} className="mt-[3px] shrink-0" />
            {label}
          </p>
        )}
      </div>
    </>
  );
}
