import Link from 'next/link';
import { isTheNumber, shortDigest } from '#components/plan/confirmation.ts';
import { EmailsNote } from '#components/plan/emails-note.tsx';
import { ConnectionAlarm } from '#components/plan/plan-alarms.tsx';
import { PlanJudgement } from '#components/plan/plan-judgement.tsx';
import { isHeld } from '#components/plan/plan-needs.ts';
import { PlanNumbers } from '#components/plan/plan-numbers.tsx';
import type { ConfirmStep } from '#components/plan/use-sealing.ts';
import { WhoAndWhyFields } from '#components/plan/who-and-why-fields.tsx';
import { NowBeforeRestore } from '#components/run/next-run/now-before-restore.tsx';
import type { NextRunRequest } from '#components/run/next-run/use-next-run.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { buttonClass } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { PlanSource } from '#lib/domain/plan/source';

/** The effects of the new run, and the alarms about it. The number is typed beside the buttons. */
export function ConfirmNextRun({
  step: { sealed },
  users,
  reviewId,
  formId,
  typed,
  onConfirm,
  onSeal,
  onAmend,
  onLeaveOut,
}: {
  step: ConfirmStep;
  users: PlanSource;
  /** The roster of the ended run; null if it came from none. */
  reviewId: string | null;
  formId: string;
  /** The text in the field of the number. */
  typed: string;
  onConfirm: () => void;
  /** Seals another plan in place of this one. */
  onSeal: (request: Partial<NextRunRequest>) => void;
  /** Seals the same plan with other words about it. */
  onAmend: (request: Partial<NextRunRequest>) => void;
  /** Seals the plan again without these of its users. */
  onLeaveOut: (users: readonly PlanEntry[]) => void;
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
      <PlanJudgement
        plan={plan}
        entries={entries}
        alarms={alarms}
        onSeal={onSeal}
        onAmend={onAmend}
        onUntick={onLeaveOut}
        outWord="Leave out"
        insteadOfCheck={<InsteadOfCheck reviewId={plan.act === 'restore' ? null : reviewId} />}
      />
      <WhoAndWhyFields plan={plan} onSay={(who) => onAmend({ who })} />
      <p className="font-mono text-xs text-ink-3">plan {shortDigest(plan.digest)}</p>
    </form>
  );
}

/** A link to the review, where users can be checked. A check only predicts deactivations, not re-activations. */
function InsteadOfCheck({ reviewId }: { reviewId: string | null }) {
  if (reviewId === null) {
    return <span className="text-ink-2 text-xs">The run reads each account before its call</span>;
  }
  return (
    <Link href={`/review/${encodeURIComponent(reviewId)}`} className={buttonClass({ size: 'sm' })}>
      Check on the review
    </Link>
  );
}
