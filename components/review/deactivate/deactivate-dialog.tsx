import Link from 'next/link';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { ConfirmPlan } from '#components/review/deactivate/confirm-plan.tsx';
import type { Deactivation } from '#components/review/deactivate/use-deactivation.ts';
import { operatorQuestion, operatorWhy } from '#components/review/operator/operator-line.tsx';
import { OperatorQuestion } from '#components/review/operator/operator-question.tsx';
import type { ReviewIndex } from '#components/review/who/review-index.ts';
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { Connection } from '#lib/contract/connection';
import type { RosterDetail } from '#lib/contract/roster';

interface Props {
  deactivation: Deactivation;
  roster: RosterDetail;
  index: ReviewIndex;
  shown: number;
  connection: Connection | undefined;
  refresh: () => Promise<void>;
}

/** What becomes of everybody else. */
function stay(others: number): string {
  if (others === 0) return 'That is everybody in the file.';
  return others === 1
    ? 'One user of the file stays as they are.'
    : `The other ${formatCount(others)} of the file stay as they are.`;
}

/** From Deactivate selected to the run, one dialog whose content goes with the step. */
export function DeactivateDialog({ deactivation, roster, index, shown, connection, refresh }: Props) {
  const { step, seal, confirm, rehearse, close } = deactivation;
  const formId = useId();
  const [matches, setMatches] = useState(false);
  const starting = step.at === 'confirm' && step.starting;
  // The answer given above the table may still be on its way when the button is pressed.
  const answered = step.at === 'operator' && roster.operator.state !== 'unknown';
  useEffect(() => {
    if (answered) seal();
  }, [answered, seal]);

  let content: { title: string; description?: ReactNode; body: ReactNode; act?: ReactNode } | null = null;
  if (step.at === 'operator') {
    content = {
      title: operatorQuestion,
      description: operatorWhy,
      body: <OperatorQuestion rosterId={roster.id} index={index} onAnswered={refresh} />,
    };
  } else if (step.at === 'sealing') {
    content = {
      title: 'Sealing the plan',
      body: (
        <p className="flex items-center gap-2 text-ink-2" role="status">
          <Spinner /> Asking Atlassian who the organisation admins are, for up to 20 seconds, then fixing
          exactly who will be deactivated…
        </p>
      ),
    };
  } else if (step.at === 'refused') {
    const { code, message, hint, details } = step.failure;
    content = {
      title: 'No plan was sealed',
      body: (
        <Notice tone="red" title={message} live>
          {hint}
          {details.length > 0 && (
            <ul className="mt-1 list-disc pl-5">
              {details.map((detail) => (
                <li key={detail}>{detail}</li>
              ))}
            </ul>
          )}
        </Notice>
      ),
      act:
        code === 'not-connected' || code === 'refused-by-atlassian' ? (
          <Link href="/" className={buttonClass({ variant: 'primary' })}>
            Connect
          </Link>
        ) : (
          <Button variant="primary" onClick={() => seal()}>
            Try again
          </Button>
        ),
    };
  } else if (step.at === 'confirm') {
    const { plan } = step.sealed;
    const users = formatQuantity(plan.count, 'user');
    content = {
      title: `Deactivate ${users} of ${plan.organisationName}?`,
      description: `They lose access to every Atlassian product at once. Their accounts and content are kept, and they can be re-activated. ${stay(index.users.length - plan.count)}`,
      body: (
        <ConfirmPlan
          key={plan.id}
          sealed={step.sealed}
          shown={shown}
          connection={connection}
          failure={step.failure}
          formId={formId}
          onMatch={setMatches}
          onConfirm={confirm}
          onSeal={(wish) => {
            setMatches(false);
            seal(wish);
          }}
        />
      ),
      act: (
        <>
          <Tooltip content="Everything but the calls: each account is read and asked about, nobody is deactivated.">
            <Button onClick={rehearse} disabled={starting}>
              Dry run
            </Button>
          </Tooltip>
          <Button type="submit" form={formId} variant="danger" busy={starting} disabled={!matches}>
            Deactivate {users}
          </Button>
        </>
      ),
    };
  }

  return (
    <Dialog
      open={content !== null}
      onOpenChange={(open) => {
        if (open) return;
        setMatches(false);
        close();
      }}
      locked={starting}
      title={content?.title ?? ''}
      description={content?.description}
      footer={
        <>
          <Button
            onClick={() => {
              setMatches(false);
              close();
            }}
            disabled={starting}
          >
            Back to review
          </Button>
          {content?.act}
        </>
      }
    >
      {content?.body}
    </Dialog>
  );
}
