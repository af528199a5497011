import { isTheNumber, shortDigest } from '#components/plan/confirmation.ts';
import { EmailsNote } from '#components/plan/emails-note.tsx';
import { ConnectionAlarm } from '#components/plan/plan-alarms.tsx';
import { PlanJudgement } from '#components/plan/plan-judgement.tsx';
import { PlanNumbers } from '#components/plan/plan-numbers.tsx';
import { isHeld } from '#components/plan/seal-wish.ts';
import type { ConfirmStep } from '#components/plan/use-sealing.ts';
import { WhoAndWhyFields } from '#components/plan/who-and-why-fields.tsx';
import { NowBeforeRestore } from '#components/run/next-run/now-before-restore.tsx';
import type { NextWish } from '#components/run/next-run/use-next-run.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { Notice } from '#components/ui/notice.tsx';
import type { PlanSource } from '#lib/domain/plan/source';

/** What the new run would do, and the alarms about it. The number is typed beside the buttons. */
export function ConfirmNextRun({
  step: { sealed },
  users,
  formId,
  typed,
  onConfirm,
  onSeal,
  onAmend,
}: {
  step: ConfirmStep;
  users: PlanSource;
  formId: string;
  /** What is typed into the field of the number. */
  typed: string;
  onConfirm: () => void;
  /** Seals another plan in place of this one. */
  onSeal: (wish: Partial<NextWish>) => void;
  /** Seals the same plan with other words about it. */
  onAmend: (wish: Partial<NextWish>) => void;
}) {
  const { plan, entries, alarms, notes } = sealed;
  const { connection } = useConnection();
  const held = isHeld(plan, alarms);
  return (
    <form
      id={formId}
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!held && isTheNumber(typed, plan.count)) onConfirm();
      }}
    >
      {users !== 'deactivated' && <PlanNumbers plan={plan} entries={entries} />}
      {(plan.act ?? 'deactivate') === 'deactivate' && <EmailsNote />}
      {users === 'deactivated' && plan.parent && <NowBeforeRestore runId={plan.parent.runId} />}
      <ConnectionAlarm connection={connection} />
      {notes?.map((note) => (
        <Notice key={note} tone="amber" title={note} />
      ))}
      <PlanJudgement plan={plan} entries={entries} alarms={alarms} onSeal={onSeal} onAmend={onAmend} />
      <WhoAndWhyFields plan={plan} onSay={(who) => onAmend({ who })} />
      <p className="font-mono text-xs text-ink-3">plan {shortDigest(plan.digest)}</p>
    </form>
  );
}
