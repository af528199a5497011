import { useEffect, useId, useState } from 'react';
import { ConfirmButton } from '#components/plan/confirm-button.tsx';
import { ConfirmNeed } from '#components/plan/confirm-need.tsx';
import { PlanDialog, type PlanStep, sealingStep } from '#components/plan/plan-dialog.tsx';
import { refusedStep } from '#components/plan/refused-plan.tsx';
import { Checking } from '#components/review/deactivate/checking.tsx';
import { ConfirmPlan } from '#components/review/deactivate/confirm-plan.tsx';
import type { Deactivation, SealRequest } from '#components/review/deactivate/use-deactivation.ts';
import { type Way, WayChoice } from '#components/review/deactivate/way-choice.tsx';
import { operatorQuestion, operatorWhy } from '#components/review/operator/operator-line.tsx';
import { OperatorQuestion } from '#components/review/operator/operator-question.tsx';
import type { SelectionStore } from '#components/review/ticks/selection-store.ts';
import type { ReviewIndex } from '#components/review/who/review-index.ts';
import { formatQuantity } from '#components/shared/format.ts';
import { isDemo, useConnection } from '#components/shared/use-connection.ts';
import { Button } from '#components/ui/button.tsx';
import type { RosterDetail } from '#lib/contract/roster';
import type { PlanEntry } from '#lib/domain/plan/plan';

interface Props {
  deactivation: Deactivation;
  roster: RosterDetail;
  index: ReviewIndex;
  selection: SelectionStore;
  /** The number of users that the page shows as ticked. */
  shown: number;
  /** Reads the review again. */
  refresh: () => Promise<void>;
}

const descriptions: Record<Way, string> = {
  deactivate:
    'They lose access to every Atlassian app at once; their accounts and content are kept, and you can restore them.',
  rehearse:
    'A dry run deactivates nobody: Lockstep reads each account and asks Atlassian whether it may be deactivated.',
};

/** The dialog from *Deactivate selected* to the run: the operator's answer, sealing, confirming, starting. */
export function DeactivateDialog({ deactivation, roster, index, selection, shown, refresh }: Props) {
  const { step, seal, close } = deactivation;
  const [typed, setTyped] = useState('');
  const [way, setWay] = useState<Way>('deactivate');
  const { connection } = useConnection();
  const rehearses = way === 'rehearse';
  const description = descriptions[way];
  const formId = useId();
  // The answer given above the table may still be on its way when the button is pressed.
  const answered = step.at === 'operator' && roster.operator.state !== 'unknown';
  useEffect(() => {
    if (answered) seal();
  }, [answered, seal]);

  function sealAgain(request?: Partial<SealRequest>): void {
    setTyped('');
    seal(request);
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
      case 'checking':
        return {
          title: 'Checking with Atlassian',
          body: <Checking rosterId={roster.id} onEnd={deactivation.checked} />,
          act: <Button onClick={() => sealAgain()}>Continue without the check</Button>,
        };
      case 'sealing':
        return sealingStep(
          rehearses ? 'read' : 'deactivate',
          description,
          <Button variant={rehearses ? 'primary' : 'danger'} disabled>
            {actLabel(way, shown)}
          </Button>,
        );
      case 'refused':
        return refusedStep(step.failure, sealAgain);
      case 'confirm': {
        const { plan } = step.sealed;
        const act = actLabel(way, plan.count);
        const asked = rehearses ? `Rehearse with ${formatQuantity(plan.count, 'user')}` : act;
        return {
          title: `${asked} of ${plan.organisationName}?`,
          description,
          body: (
            <ConfirmPlan
              key={step.round}
              step={step}
              shown={shown}
              formId={formId}
              typed={typed}
              onConfirm={deactivation.confirm}
              onSeal={sealAgain}
              onAmend={deactivation.amend}
              onUntick={(users) => {
                selection.set(indicesOf(index, users), false);
                sealAgain();
              }}
              onCheck={deactivation.check}
              way={<WayChoice way={way} onChoose={setWay} isDemo={isDemo(connection)} />}
              rehearses={rehearses}
            />
          ),
          need: (
            <ConfirmNeed step={step} formId={formId} typed={typed} onType={setTyped} hidden={rehearses} />
          ),
          act: rehearses ? (
            <Button variant="primary" busy={step.starting} onClick={deactivation.rehearse}>
              {act}
            </Button>
          ) : (
            <ConfirmButton step={step} formId={formId} typed={typed} act={act} variant="danger" />
          ),
        };
      }
    }
  }

  return (
    <PlanDialog
      step={shownStep()}
      back="to review"
      starting={step.at === 'confirm' && step.starting}
      close={() => {
        setTyped('');
        setWay('deactivate');
        close();
      }}
    />
  );
}

/** The label of the button that starts the run of `count` users. */
function actLabel(way: Way, count: number): string {
  return `${way === 'rehearse' ? 'Rehearse: read' : 'Deactivate'} ${formatQuantity(count, 'user')}`;
}

/** The places of these users of a plan in the roster. */
function indicesOf({ users }: ReviewIndex, planned: readonly PlanEntry[]): Uint32Array {
  const wanted = new Set(planned.map(({ accountId }) => accountId));
  return Uint32Array.from(
    users.flatMap(({ accountId, position }) =>
      accountId !== null && wanted.has(accountId) ? [position] : [],
    ),
  );
}
