import { type ReactNode, useMemo, useState } from 'react';
import { DateQuestions } from '#components/review/file/date-questions.tsx';
import { FileBar } from '#components/review/file/file-bar.tsx';
import { type RosterSize, sizeLabel } from '#components/review/file/size-label.ts';
import { UnderstoodLine } from '#components/review/file/understood-line.tsx';
import { OperatorPanel } from '#components/review/operator/operator-line.tsx';
import type { ReviewIndex } from '#components/review/who/review-index.ts';
import { foldedClass } from '#components/shared/screen/fold-button.tsx';
import type { RosterDetail } from '#lib/contract/roster';

interface Props {
  steps: ReactNode;
  roster: RosterDetail;
  index: ReviewIndex;
  size: RosterSize;
  /** The number of rows of the file without a usable account ID. */
  unusable: number;
  now: number;
  onShowProblems: () => void;
  /** Reads the review again. */
  refresh: () => Promise<void>;
  /** Resolves when no change of ticks is under way; to false if the last one could not be saved. */
  settled: () => Promise<boolean>;
}

/** The file under review, and the question which account is the admin's own. */
export function ReviewHead(props: Props) {
  const { steps, roster, index, size, unusable, now, onShowProblems, refresh, settled } = props;
  const [changingOperator, setChangingOperator] = useState(false);
  const [open, setOpen] = useState(false);
  const { users } = index;
  const problems = useMemo(() => users.reduce((sum, user) => sum + user.problems.length, 0), [users]);
  return (
    <>
      <div className="flex flex-col lg:flex-row">
        <div className="max-sm:hidden lg:shrink-0">{steps}</div>
        <FileBar
          roster={roster}
          size={sizeLabel(size)}
          unusable={unusable}
          now={now}
          problems={problems}
          onShowProblems={onShowProblems}
          onChangeOperator={() => setChangingOperator(true)}
          open={open}
          onToggle={() => setOpen(!open)}
        />
      </div>
      {roster.kind !== 'organisation' && (
        <div className={foldedClass(open)}>
          <UnderstoodLine roster={roster} settled={settled} />
        </div>
      )}
      <DateQuestions roster={roster} onAnswered={refresh} />
      {(roster.operator.state === 'unknown' || changingOperator) && (
        <OperatorPanel
          roster={roster}
          index={index}
          asked={changingOperator}
          onAnswered={async () => {
            // The answer is shown there, and takes the focus.
            setOpen(true);
            await refresh();
            setChangingOperator(false);
          }}
        />
      )}
    </>
  );
}
