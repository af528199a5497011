import Link from 'next/link';
import { useEffect, useId, useRef, useState } from 'react';
import { isTheNumber } from '#components/plan/confirmation.ts';
import { ConnectionAlarm } from '#components/plan/plan-alarms.tsx';
import { PlanJudgement } from '#components/plan/plan-judgement.tsx';
import { PlanNumbers } from '#components/plan/plan-numbers.tsx';
import { needsOf } from '#components/plan/seal-wish.ts';
import { PlanDigest } from '#components/review/deactivate/plan-digest.tsx';
import { PlanMessage } from '#components/review/deactivate/plan-message.tsx';
import { PlanPace } from '#components/review/deactivate/plan-pace.tsx';
import { PostmanFiles } from '#components/review/deactivate/postman-files.tsx';
import type { SealedPlan, SealWish } from '#components/review/deactivate/use-deactivation.ts';
import type { ApiFailure } from '#components/shared/api.ts';
import { formatCount } from '#components/shared/format.ts';
import { buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { fieldClass } from '#components/ui/text-field.tsx';
import type { Connection } from '#lib/contract/connection';
import { defaultOptions } from '#lib/domain/plan/run-options';

interface Props {
  sealed: SealedPlan;
  /** How many the page showed as ticked; another number than the plan's means that something changed elsewhere. */
  shown: number;
  connection: Connection | undefined;
  failure: ApiFailure | null;
  formId: string;
  /** Told whenever the typed number becomes the plan's, or ceases to be. */
  onMatch: (matches: boolean) => void;
  onConfirm: () => void;
  /** Seals another plan in place of this one. */
  onSeal: (wish: SealWish) => void;
}

/** What is about to happen, what speaks against it, and the number to type. */
export function ConfirmPlan(props: Props) {
  const { sealed, shown, connection, failure, formId, onMatch, onConfirm, onSeal } = props;
  const { count, digest, message } = sealed.plan;
  const { questions, reason } = needsOf(sealed.plan, sealed.alarms);
  const held = questions.length > 0 || reason;
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const fieldId = useId();
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      id={formId}
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!held && isTheNumber(typed, count)) onConfirm();
      }}
    >
      <PlanNumbers plan={sealed.plan} />
      <ConnectionAlarm connection={connection} />
      {shown !== count && (
        <Notice
          tone="amber"
          title={`The plan has ${formatCount(count)}, the list showed ${formatCount(shown)}.`}
        >
          Ticks or protections changed elsewhere. Go back to the review to see them as they are now.
        </Notice>
      )}
      <PlanJudgement plan={sealed.plan} entries={sealed.entries} alarms={sealed.alarms} onSeal={onSeal} />
      <PlanPace
        options={sealed.plan.options ?? defaultOptions}
        users={count}
        onUse={(options) => onSeal({ options })}
      />
      <PlanMessage message={message} onUse={(text) => onSeal({ message: text })} />
      <div className="mt-3 flex flex-wrap items-end justify-between gap-3">
        <div className={held ? 'hidden' : 'grid gap-1'}>
          <label htmlFor={fieldId} className="text-ink-2">
            Type the number of users to confirm
          </label>
          <input
            ref={field}
            id={fieldId}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              onMatch(isTheNumber(event.target.value, count));
            }}
            className={`${fieldClass(false)} max-w-40 font-semibold text-base`}
          />
        </div>
        <PlanDigest digest={digest} />
      </div>
      <PostmanFiles plan={sealed.plan} held={held} confirmed={!held && isTheNumber(typed, count)} />
      {failure && (
        <Notice
          tone="red"
          title={failure.message}
          live
          className="mt-2"
          actions={
            failure.code === 'conflict' && (
              <Link href="/runs" className={buttonClass({ size: 'sm' })}>
                Runs
              </Link>
            )
          }
        >
          {failure.hint}
        </Notice>
      )}
    </form>
  );
}
