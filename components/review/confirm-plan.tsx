import Link from 'next/link';
import { useEffect, useId, useRef, useState } from 'react';
import { ConnectionAlarm } from '#components/plan/plan-alarms';
import { PlanJudgement } from '#components/plan/plan-judgement';
import { PlanNumbers } from '#components/plan/plan-numbers';
import { PlanDigest } from '#components/review/plan-digest';
import { PlanMessage } from '#components/review/plan-message';
import { PlanPace } from '#components/review/plan-pace';
import { PostmanFiles } from '#components/review/postman-files';
import { buttonClass } from '#components/ui/button';
import { Notice } from '#components/ui/notice';
import { fieldClass } from '#components/ui/text-field';
import type { ApiFailure } from '#lib/browser/api';
import { formatCount } from '#lib/browser/format';
import { needsOf } from '#lib/browser/plan/seal-wish';
import { isTheNumber } from '#lib/browser/review/plan-alarms';
import type { SealedPlan, SealWish } from '#lib/browser/use-deactivation';
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
          {failure.cure}
        </Notice>
      )}
    </form>
  );
}
