import { useState } from 'react';
import { evidenceText, orderLabel, readingText } from '#components/review/file/date-labels.ts';
import { rosterPath } from '#components/review/view/use-review.ts';
import { send } from '#components/shared/api.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { formatQuantity } from '#components/shared/format.ts';
import { OutsideText } from '#components/shared/outside-text.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { useKeptFocus } from '#components/shared/use-kept-focus.ts';
import { Button } from '#components/ui/button.tsx';
import { CalendarDays } from '#components/ui/icons/lucide.tsx';
import { type RosterDetail, rosterDetailSchema } from '#lib/contract/roster';
import { type DateColumn, type DateOrder, dateOrders } from '#lib/domain/roster/cells/date-order';
import { type PlaceNoun, placeNoun } from '#lib/domain/text/place';

interface Props {
  roster: Pick<RosterDetail, 'id' | 'columns' | 'dateColumns' | 'unaskedDates' | 'sheet'>;
  /** Called once the server has an answer. Resolves when the page has read the review again. */
  onAnswered: () => Promise<void>;
}

/** For each column with dates such as 05/06/2024, the question whether the day or the month is first, or its answer. */
export function DateQuestions({ roster, onAnswered }: Props) {
  const questions = roster.dateColumns.map((asked) => (
    <DateQuestion
      key={asked.column}
      rosterId={roster.id}
      header={roster.columns[asked.column]?.header || `Column ${asked.column + 1}`}
      asked={asked}
      noun={placeNoun(roster.sheet !== undefined)}
      onAnswered={onAnswered}
    />
  ));
  return (
    <>
      {questions}
      {roster.unaskedDates > 0 && (
        <p className="border-b bg-amber-soft px-4 py-3 text-ink-2 sm:px-5">
          {formatQuantity(roster.unaskedDates, 'user')} of this file{' '}
          {roster.unaskedDates === 1 ? 'has' : 'have'} a date that could not be read. An earlier version of
          Lockstep has read the file, and did not ask whether the day or the month is first.{' '}
          <em>Read with other columns</em> reads it again and asks.
        </p>
      )}
    </>
  );
}

interface QuestionProps {
  rosterId: string;
  header: string;
  asked: DateColumn;
  noun: PlaceNoun;
  onAnswered: () => Promise<void>;
}

function DateQuestion({ rosterId, header, asked, noun, onAnswered }: QuestionProps) {
  const { column, order } = asked;
  const [changing, setChanging] = useState(false);
  const { busy, failure, run } = useAttempt();
  const [chosen, setChosen] = useState<DateOrder | null>(null);
  // The pressed button disappears.
  const place = useKeptFocus<HTMLElement>(`${order} ${changing}`);
  const answer = (said: DateOrder) => {
    setChosen(said);
    void run(async () => {
      const path = `${rosterPath(rosterId)}/dates`;
      await send('PUT', path, { column, order: said }, rosterDetailSchema);
      await onAnswered();
      setChanging(false);
    });
  };
  if (order !== null && !changing) {
    return (
      <section ref={place} aria-label={`Dates in ${header}`} className={lineClass}>
        <span>
          <OutsideText text={header} />: <strong className="text-ink">{orderLabel(order)}</strong> ·{' '}
          {asked.example.text} is {readingText(asked.example, order)}
        </span>
        <button
          type="button"
          onClick={() => setChanging(true)}
          className="min-h-6 font-medium text-accent hover:underline"
        >
          Change<span className="sr-only"> the order of the dates in {header}</span>
        </button>
      </section>
    );
  }
  const id = `dates-${column}`;
  return (
    <section ref={place} aria-labelledby={id} className="border-b bg-amber-soft px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-96 gap-2.5">
          <CalendarDays size={16} className="mt-0.5 shrink-0 text-amber" />
          <div className="min-w-0">
            <h2 id={id} className="font-medium [overflow-wrap:anywhere]">
              “{asked.example.text}” in <OutsideText text={header} />: is the day or the month first?
            </h2>
            <p className="text-ink-2">
              {formatQuantity(asked.rows, 'row')} of this column {asked.rows === 1 ? 'has' : 'have'} such a
              date. Until you answer, none of them is known. {evidenceText(asked, noun)}
            </p>
          </div>
        </div>
        <div className="flex flex-wrap gap-2">
          {dateOrders.map((each) => (
            <Button
              key={each}
              busy={busy && chosen === each}
              disabled={busy && chosen !== each}
              onClick={() => answer(each)}
            >
              {orderLabel(each)}: {readingText(asked.example, each)}
            </Button>
          ))}
        </div>
      </div>
      {failure && <FailureNotice className="mt-2" failure={failure} />}
    </section>
  );
}

const lineClass =
  'flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b px-4 py-1.5 text-ink-2 text-xs sm:px-5';
