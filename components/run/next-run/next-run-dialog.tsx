import { useId, useState } from 'react';
import { ConfirmButton } from '#components/plan/confirm-button.tsx';
import { ConfirmNeed } from '#components/plan/confirm-need.tsx';
import { PlanDialog, type PlanStep, sealingStep } from '#components/plan/plan-dialog.tsx';
import { refusedStep } from '#components/plan/refused-plan.tsx';
import { ConfirmNextRun } from '#components/run/next-run/confirm-next-run.tsx';
import { withLeftOut } from '#components/run/next-run/left-out.ts';
import { nextRunLabels } from '#components/run/next-run/next-run-labels.ts';
import type { NextRun, NextRunRequest } from '#components/run/next-run/use-next-run.ts';
import { formatQuantity } from '#components/shared/format.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { Button } from '#components/ui/button.tsx';
import type { Act } from '#lib/domain/outcome/act';

/** A new run with users of this one: sealing, confirming, starting. The admin types its number, as for every run. */
export function NextRunDialog({
  next: { step, users, leftOut, seal, leaveOut, amend, confirm, close },
  imported,
  reviewId,
  act: actBefore,
}: {
  next: NextRun;
  /** The run was read from a file of another tool. */
  imported: boolean;
  /** The roster of the run; null if it came from none. */
  reviewId: string | null;
  /** The act of the run. */
  act: Act;
}) {
  const [typed, setTyped] = useState('');
  const formId = useId();
  const { connection } = useConnection();
  const organisation = connection?.state === 'connected' ? connection.organisation : null;
  const label = nextRunLabels(users, imported, actBefore);
  const description = withLeftOut(label.description, leftOut);

  function sealAgain(request?: Partial<NextRunRequest>): void {
    setTyped('');
    seal(users, request);
  }

  function shownStep(): PlanStep | null {
    switch (step.at) {
      case 'closed':
        return null;
      case 'sealing':
        return sealingStep(
          label.act,
          description,
          <Button variant={label.act === 'deactivate' ? 'danger' : 'primary'} disabled>
            {label.verb} users
          </Button>,
        );
      case 'refused':
        return refusedStep(
          step.failure,
          sealAgain,
          step.failure.code === 'organisation-unknown' && organisation && (
            <Button variant="primary" onClick={() => sealAgain({ organisationId: organisation.id })}>
              They belong to {organisation.name}
            </Button>
          ),
        );
      case 'confirm': {
        const { plan } = step.sealed;
        const act = `${label.verb} ${formatQuantity(plan.count, 'user')}`;
        return {
          title: `${act} of ${plan.organisationName}?`,
          description,
          body: (
            <ConfirmNextRun
              key={step.round}
              step={step}
              users={users}
              reviewId={reviewId}
              formId={formId}
              typed={typed}
              onConfirm={confirm}
              onSeal={sealAgain}
              onAmend={amend}
              onLeaveOut={(those) => {
                setTyped('');
                leaveOut(those);
              }}
            />
          ),
          need: <ConfirmNeed step={step} formId={formId} typed={typed} onType={setTyped} />,
          act: (
            <ConfirmButton
              step={step}
              formId={formId}
              typed={typed}
              act={act}
              variant={label.act === 'deactivate' ? 'danger' : 'primary'}
            />
          ),
        };
      }
    }
  }

  return (
    <PlanDialog
      step={shownStep()}
      back="to the run"
      starting={step.at === 'confirm' && step.starting}
      close={() => {
        setTyped('');
        close();
      }}
    />
  );
}
