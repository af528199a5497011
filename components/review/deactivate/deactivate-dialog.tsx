import { useEffect, useId, useState } from 'react';
import { ConfirmButton } from '#components/plan/confirm-button.tsx';
import { PlanDialog, type PlanStep, sealingStep } from '#components/plan/plan-dialog.tsx';
import { refusedStep } from '#components/plan/refused-plan.tsx';
import { ConfirmPlan } from '#components/review/deactivate/confirm-plan.tsx';
import type { Deactivation, SealWish } from '#components/review/deactivate/use-deactivation.ts';
import { operatorQuestion, operatorWhy } from '#components/review/operator/operator-line.tsx';
import { OperatorQuestion } from '#components/review/operator/operator-question.tsx';
import type { ReviewIndex } from '#components/review/who/review-index.ts';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { RosterDetail } from '#lib/contract/roster';

interface Props {
  deactivation: Deactivation;
  roster: RosterDetail;
  index: ReviewIndex;
  /** How many users the page shows as ticked. */
  shown: number;
  /** Reads the review again. */
  refresh: () => Promise<void>;
}

/** The dialog from *Deactivate selected* to the run: the operator's answer, sealing, confirming, starting. */
export function DeactivateDialog({ deactivation, roster, index, shown, refresh }: Props) {
  const { step, seal, close } = deactivation;
  const [typed, setTyped] = useState('');
  const formId = useId();
  // The answer given above the table may still be on its way when the button is pressed.
  const answered = step.at === 'operator' && roster.operator.state !== 'unknown';
  useEffect(() => {
    if (answered) seal();
  }, [answered, seal]);

  function sealAgain(wish?: Partial<SealWish>): void {
    setTyped('');
    seal(wish);
  }

  function shownStep(): PlanStep | null {
    switch (step.at) {
      case 'closed':
        return null;
      case 'operator':
        return {
          title: operatorQuestion,
          description: operatorWhy,
          body: <OperatorQuestion roster={roster} index={index} onAnswered={refresh} />,
        };
      case 'sealing':
        return sealingStep('deactivate');
      case 'refused':
        return refusedStep(step.failure, sealAgain);
      case 'confirm': {
        const { plan } = step.sealed;
        const act = `Deactivate ${formatQuantity(plan.count, 'user')}`;
        return {
          title: `${act} of ${plan.organisationName}?`,
          description: `They lose access to every Atlassian product at once. Their accounts and content are kept, and they can be re-activated. ${othersStay(index.users.length - plan.count)}`,
          body: (
            <ConfirmPlan
              key={step.round}
              step={step}
              shown={shown}
              formId={formId}
              typed={typed}
              onType={setTyped}
              onConfirm={deactivation.confirm}
              onSeal={sealAgain}
              onAmend={deactivation.amend}
            />
          ),
          act: (
            <>
              <DryRunButton rehearse={deactivation.rehearse} disabled={step.starting} />
              <ConfirmButton step={step} formId={formId} typed={typed} act={act} variant="danger" />
            </>
          ),
        };
      }
    }
  }

  return (
    <PlanDialog
      step={shownStep()}
      back="Back to review"
      starting={step.at === 'confirm' && step.starting}
      close={() => {
        setTyped('');
        close();
      }}
    />
  );
}

function othersStay(others: number): string {
  if (others === 0) return 'The plan has every user of the file.';
  return others === 1
    ? 'One user of the file stays as they are.'
    : `The other ${formatCount(others)} users of the file stay as they are.`;
}

function DryRunButton({ rehearse, disabled }: { rehearse: () => void; disabled: boolean }) {
  return (
    <Tooltip content="Reads each account and asks Atlassian whether it may be deactivated. Nobody is deactivated.">
      <Button onClick={rehearse} disabled={disabled}>
        Dry run
      </Button>
    </Tooltip>
  );
}
