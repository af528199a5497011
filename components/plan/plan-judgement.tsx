import { AlarmNotice } from '#components/plan/plan-alarms.tsx';
import { PlanQuestion } from '#components/plan/plan-question.tsx';
import { answersWith, needsOf } from '#components/plan/seal-wish.ts';
import { SizeReason } from '#components/plan/size-reason.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import { answerText, type PlanAnswer } from '#lib/domain/plan/question';

interface Props {
  plan: Plan;
  entries: readonly PlanEntry[];
  alarms: readonly PlanAlarm[];
  /** Seals the plan again, with these additions. */
  onSeal: (wish: { raisedBecause?: string; answers?: PlanAnswer[] }) => void;
}

/** The alarms about a sealed plan, its open questions, and the answers given. */
export function PlanJudgement({ plan, entries, alarms, onSeal }: Props) {
  const needs = needsOf(plan, alarms);
  const raised = plan.terms?.sizeLimit.raisedBecause ?? null;
  const answered = (plan.terms?.questions ?? []).filter(({ answer }) => answer !== null);
  return (
    <>
      {needs.questions.map((alarm) => (
        <PlanQuestion
          key={alarm.question}
          alarm={alarm}
          entries={entries}
          onAnswer={(answer) => onSeal({ answers: answersWith(plan, answer) })}
        />
      ))}
      {answered.map((question) => (
        <Notice key={question.question} title={answerText(question)} className="wrap-anywhere" />
      ))}
      {alarms
        .filter(({ level }) => level !== 'question')
        .map((alarm) =>
          alarm.level === 'reason' && raised !== null ? (
            <Notice key={alarm.code} title={alarm.title} className="wrap-anywhere">
              Your reason: {raised}
            </Notice>
          ) : (
            <AlarmNotice key={alarm.code} alarm={alarm} />
          ),
        )}
      {needs.reason && <SizeReason onGive={(raisedBecause) => onSeal({ raisedBecause })} />}
    </>
  );
}
