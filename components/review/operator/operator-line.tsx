import { useState } from 'react';
import { OperatorQuestion } from '#components/review/operator/operator-question.tsx';
import type { ReviewIndex } from '#components/review/who/review-index.ts';
import { sourceNoun } from '#components/review/who/source-words.ts';
import { OutsideText } from '#components/shared/outside-text.tsx';
import { FoldButton, foldedClass } from '#components/shared/screen/fold-button.tsx';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { cx } from '#components/ui/class-names.ts';
import { ShieldCheck, UserRound } from '#components/ui/icons/lucide.tsx';
import type { RosterDetail } from '#lib/contract/roster';

export const operatorQuestion = 'Which of these accounts is yours?';
export const operatorWhy = 'Lockstep never deactivates it, so that you cannot lock yourself out.';

interface PanelProps {
  roster: Pick<RosterDetail, 'id' | 'kind' | 'operator'>;
  index: ReviewIndex;
  /** Whether the admin asked for the question. */
  asked: boolean;
  onAnswered: () => Promise<void>;
}

/** The question above the list, shown until it is answered. A narrow window first shows the question alone. */
export function OperatorPanel({ asked, ...props }: PanelProps) {
  const [open, setOpen] = useState(asked);
  return (
    <section
      aria-labelledby="operator-question"
      className="border-b bg-accent-soft px-4 py-1.5 sm:px-5 sm:py-3"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-2">
        <div className="flex min-w-0 items-center gap-2.5 max-sm:w-full sm:items-start">
          <UserRound size={16} className="mt-0.5 shrink-0 text-accent" />
          <div className="min-w-0 grow">
            <h2 id="operator-question" className="font-medium">
              {operatorQuestion}
            </h2>
            <p className={cx('text-ink-2', foldedClass(open))}>{operatorWhy}</p>
          </div>
          <FoldButton open={open} onToggle={() => setOpen(!open)}>
            Answer
          </FoldButton>
        </div>
        <div className={cx('min-w-0 grow sm:max-w-3xl', foldedClass(open))}>
          <OperatorQuestion {...props} />
        </div>
      </div>
    </section>
  );
}

/** The account of the admin, with a button to change it. */
export function OperatorLine({
  roster: { kind, operator },
  onChange,
}: {
  roster: Pick<RosterDetail, 'kind' | 'operator'>;
  onChange: () => void;
}) {
  // The question had the focus, and disappears when it is answered.
  const place = useKeptFocus<HTMLParagraphElement>(
    operator.state === 'known' ? operator.accountId : operator.state,
  );
  if (operator.state === 'unknown') return null;
  return (
    <p ref={place} className="flex flex-wrap items-center gap-x-1.5 text-ink-2">
      {operator.state === 'known' ? (
        <>
          <ShieldCheck size={14} className="text-green" />
          Your account: <OutsideText text={operator.name || operator.email || operator.accountId} />
        </>
      ) : (
        `You are not in this ${sourceNoun(kind)}`
      )}
      <span aria-hidden>·</span>
      <button type="button" onClick={onChange} className="min-h-6 font-medium text-accent hover:underline">
        Change<span className="sr-only"> which account is yours</span>
      </button>
    </p>
  );
}
