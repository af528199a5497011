import { type ReactNode, useState } from 'react';
import { AlarmRow, type OutWord } from '#components/plan/alarm-row.tsx';
import { AlarmNotice } from '#components/plan/plan-alarms.tsx';
import { answersWith, keptAlarms, needsOf, withKept } from '#components/plan/plan-needs.ts';
import { PlanQuestion } from '#components/plan/plan-question.tsx';
import { SizeReason } from '#components/plan/size-reason.tsx';
import { UncheckedRow } from '#components/plan/unchecked-row.tsx';
import { formatCount } from '#components/shared/format.ts';
import { Notice } from '#components/ui/notice.tsx';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { alarmOfQuestion, answerText, type PlanAnswer } from '#lib/domain/plan/question';

interface Props {
  plan: Plan;
  entries: readonly PlanEntry[];
  alarms: readonly PlanAlarm[];
  /** Seals the plan again, with these additions. */
  onSeal: (request: { raisedBecause?: string; answers?: PlanAnswer[] }) => void;
  /** Seals the same plan with these answers, while the dialog stays as it is. */
  onAmend: (request: { answers: PlanAnswer[] }) => void;
  /** Takes these users out of the plan and seals again. */
  onUntick: (users: readonly PlanEntry[]) => void;
  outWord?: OutWord;
  /** Asks Atlassian about everybody, and seals again; absent if the plan comes from no roster. */
  onCheck?: () => void;
  /** Shown instead of the button that checks. */
  insteadOfCheck?: ReactNode;
  /** A dry run is chosen: what holds the plan holds only the real run. */
  rehearses?: boolean;
}

/**
 * The judgement of the guards about a sealed plan: first the questions that hold it, then the warnings, the gravest
 * first.
 */
export function PlanJudgement(props: Props) {
  const { plan, entries, alarms, onSeal, rehearses = false } = props;
  const tone = rehearses ? 'amber' : 'red';
  const needs = needsOf(plan, alarms);
  const raised = plan.terms?.sizeLimit.raisedBecause ?? null;
  const answered = (plan.terms?.questions ?? []).filter(
    ({ question, answer }) => answer !== null && alarmOfQuestion(question) === null,
  );
  const total = needs.questions.length + answered.length;
  return (
    <>
      {(needs.questions.length > 0 || (rehearses && needs.reason)) && (
        <h3 className="mt-1 font-semibold">
          {rehearses ? 'Needed only before the real run' : 'Your answer is needed'}{' '}
          {total > 0 && (
            <span className="font-normal text-ink-2 text-xs">
              {formatCount(answered.length)} of {formatCount(total)} answered; answers are kept in the plan
              and the report
            </span>
          )}
        </h3>
      )}
      {alarms
        .filter(({ level }) => level === 'refuse')
        .map((alarm) => (
          <AlarmNotice key={alarm.code} alarm={alarm} tone={tone} />
        ))}
      {needs.questions.map((alarm) => (
        <PlanQuestion
          key={alarm.question}
          alarm={alarm}
          tone={tone}
          entries={entries}
          onAnswer={(answer) => onSeal({ answers: answersWith(plan, answer) })}
        />
      ))}
      {answered.map((question) => (
        <Notice key={question.question} title={answerText(question)} className="wrap-anywhere" />
      ))}
      {alarms
        .filter(({ level }) => level === 'reason')
        .map((alarm) =>
          raised === null ? (
            <AlarmNotice key={alarm.code} alarm={alarm} tone={tone} />
          ) : (
            <Notice key={alarm.code} title={alarm.title} className="wrap-anywhere">
              Your reason: {raised}
            </Notice>
          ),
        )}
      {needs.reason && <SizeReason onGive={(raisedBecause) => onSeal({ raisedBecause })} />}
      <Warnings {...props} />
    </>
  );
}

/** The warnings. They need no answer, but each has buttons to act on it. */
function Warnings({ plan, entries, alarms, onAmend, onUntick, outWord, onCheck, insteadOfCheck }: Props) {
  const warnings = alarms.filter(({ level }) => level === 'warn');
  const [kept, setKept] = useState<ReadonlySet<string>>(() => keptAlarms(plan));
  const unchecked = (
    <UncheckedRow
      entries={entries}
      onCheck={onCheck}
      onUntick={onUntick}
      outWord={outWord}
      instead={insteadOfCheck}
    />
  );
  function keep(code: string, on: boolean): void {
    const next = new Set(kept);
    if (on) next.add(code);
    else next.delete(code);
    setKept(next);
    onAmend({ answers: withKept(plan, next) });
  }
  return (
    <section aria-labelledby="worth-a-look" className="mt-1 not-has-[li]:hidden">
      <h3 id="worth-a-look" className="font-semibold">
        Worth a look <span className="font-normal text-ink-2 text-xs">No answer needed</span>
      </h3>
      <ul className="mt-1.5 divide-y rounded-lg border">
        {unchecked}
        {warnings.map((alarm) => {
          const { code, users = [] } = alarm;
          const concerned = users.flatMap((position) => entries[position] ?? []);
          // Unticking all users of the plan would leave nobody to call.
          const isAll = concerned.length > 0 && concerned.length === entries.length;
          return (
            <AlarmRow
              key={code}
              alarm={alarm}
              kept={kept.has(code)}
              onKeep={(on) => keep(code, on)}
              toUntick={isAll ? 0 : concerned.length}
              onUntick={() => onUntick(concerned)}
              outWord={outWord}
            >
              {isAll && <span className="text-ink-2 text-xs">These are all users of this plan</span>}
            </AlarmRow>
          );
        })}
      </ul>
    </section>
  );
}
