import type { ReactNode } from 'react';
import { isTheNumber } from '#components/plan/confirmation.ts';
import { EmailsNote } from '#components/plan/emails-note.tsx';
import { ConnectionAlarm } from '#components/plan/plan-alarms.tsx';
import { PlanJudgement } from '#components/plan/plan-judgement.tsx';
import { isHeld } from '#components/plan/plan-needs.ts';
import { PlanNumbers } from '#components/plan/plan-numbers.tsx';
import type { ConfirmStep } from '#components/plan/use-sealing.ts';
import { WhoAndWhyFields } from '#components/plan/who-and-why-fields.tsx';
import { PlanDigest } from '#components/review/deactivate/plan-digest.tsx';
import { PlanMessage } from '#components/review/deactivate/plan-message.tsx';
import { PlanPace } from '#components/review/deactivate/plan-pace.tsx';
import { PostmanFiles } from '#components/review/deactivate/postman-files.tsx';
import type { SealRequest } from '#components/review/deactivate/use-deactivation.ts';
import { formatCount } from '#components/shared/format.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { Notice } from '#components/ui/notice.tsx';
import type { PlanEntry } from '#lib/domain/plan/plan';
import { defaultOptions } from '#lib/domain/plan/run-options';

interface Props {
  step: ConfirmStep;
  /**
   * How many users the page showed as ticked. A different number in the plan means that something was changed
   * elsewhere.
   */
  shown: number;
  formId: string;
  /** The text in the field of the number. */
  typed: string;
  onConfirm: () => void;
  /** Seals another plan in place of this one. */
  onSeal: (request: Partial<SealRequest>) => void;
  /** Seals the same plan with other words about it. */
  onAmend: (request: Partial<SealRequest>) => void;
  /** Unticks these users and seals again. */
  onUntick: (users: readonly PlanEntry[]) => void;
  /** Asks Atlassian about everybody, and seals again. */
  onCheck: () => void;
  /** The choice between a dry run and the run. */
  way: ReactNode;
  /** A dry run is chosen: no number is typed for it. */
  rehearses: boolean;
}

/** The effects of the plan, and the alarms about it. The number is typed beside the buttons. */
export function ConfirmPlan(props: Props) {
  const { step, shown, formId, typed, onConfirm, onSeal, onAmend, rehearses } = props;
  const { sealed, amended } = step;
  const { plan, entries, alarms } = sealed;
  const { connection } = useConnection();
  const held = isHeld(plan, alarms);
  const confirmed = !held && isTheNumber(typed, plan.count);
  return (
    <form
      id={formId}
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (confirmed && !rehearses) onConfirm();
      }}
    >
      <PlanNumbers plan={plan} entries={entries} rehearses={rehearses} />
      <EmailsNote rehearses={rehearses} />
      <ConnectionAlarm connection={connection} />
      {shown !== plan.count && <OtherNumber planned={plan.count} shown={shown} />}
      <PlanJudgement
        plan={plan}
        entries={entries}
        alarms={alarms}
        onSeal={onSeal}
        onAmend={onAmend}
        onUntick={props.onUntick}
        onCheck={props.onCheck}
        rehearses={rehearses}
      />
      <PlanPace
        options={plan.options ?? defaultOptions}
        users={plan.count}
        onUse={(options) => onSeal({ options })}
      />
      <PlanMessage message={plan.message} onUse={(message) => onSeal({ message })} />
      <WhoAndWhyFields plan={plan} onSay={(who) => onAmend({ who })} />
      {props.way}
      <PlanDigest digest={plan.digest} />
      {!rehearses && <PostmanFiles plan={plan} held={held} confirmed={confirmed && !amended} />}
    </form>
  );
}

function OtherNumber({ planned, shown }: { planned: number; shown: number }) {
  return (
    <Notice
      tone="amber"
      title={`The plan has ${formatCount(planned)} users, but the list showed ${formatCount(shown)}.`}
    >
      The selection or the protections were changed elsewhere, or Atlassian calls some of these users
      inactive. Go back to the review to see them as they are now.
    </Notice>
  );
}
