import { useId, useState } from 'react';
import { daysOf } from '#components/review/view/review-query.ts';
import type { ReviewView } from '#components/review/view/use-review-view.ts';
import { formatQuantity } from '#components/shared/format.ts';
import { cx } from '#components/ui/class-names.ts';
import { fieldClass } from '#components/ui/text-field.tsx';

const usual = [30, 90, 180, 365];

/** Filters the users who were not seen for some days, or never: the most common job, in one click. */
export function InactiveFor({ view }: { view: ReviewView }) {
  const { query, change, columns } = view;
  const [field, setField] = useState({ text: '', days: query.inactive });
  const seenColumns = columns.filter(({ role, cell }) => role === 'last-seen' && cell !== null);
  if (seenColumns.length === 0) return null;
  // A filter that came from elsewhere, such as a button or Back, replaces what was typed.
  const own = query.inactive === null || usual.includes(query.inactive) ? '' : String(query.inactive);
  const typed = field.text !== '' && field.days === query.inactive ? field.text : own;
  const choose = (days: number | null): void =>
    change({ ...query, inactive: days === query.inactive ? null : days });
  return (
    <fieldset className="min-w-0 px-2">
      <legend className="pb-1 font-medium text-ink-3 text-xs">Not seen for … days or more</legend>
      <div className="grid grid-cols-[repeat(4,auto)_minmax(2.25rem,1fr)] gap-1">
        {usual.map((days) => (
          <button
            key={days}
            type="button"
            aria-pressed={query.inactive === days}
            aria-label={`Not seen for ${days} days or more`}
            onClick={() => choose(days)}
            className={cx(
              'min-h-7 rounded-md border px-1.5 tabular-nums',
              query.inactive === days
                ? 'border-accent bg-accent-soft font-medium text-accent'
                : 'text-ink-2 hover:bg-sunken hover:text-ink',
            )}
          >
            {days}
          </button>
        ))}
        <input
          aria-label="Not seen for another number of days"
          inputMode="numeric"
          placeholder="N"
          value={typed}
          onChange={(event) => {
            const text = event.target.value;
            const days = text === '' ? null : (daysOf(text) ?? query.inactive);
            setField({ text, days });
            if (days !== query.inactive) change({ ...query, inactive: days });
          }}
          className={cx(
            fieldClass(typed !== '' && daysOf(typed) === null),
            'w-full min-w-0 px-1.5 text-center',
          )}
        />
      </div>
      {view.datesWaiting > 0 && (
        <p className="mt-2 text-amber text-xs">
          This filter leaves out {formatQuantity(view.datesWaiting, 'user')}: it is not known whether the day
          or the month of their dates is first. Answer the question above.
        </p>
      )}
      {seenColumns.length > 1 && <SeenIn view={view} columns={seenColumns} />}
    </fieldset>
  );
}

/** The product whose last visit counts. */
function SeenIn({ view: { query, change }, columns }: { view: ReviewView; columns: ReviewView['columns'] }) {
  const id = useId();
  return (
    <div className="mt-2">
      <label htmlFor={id} className="block text-ink-3 text-xs">
        Last seen in
      </label>
      <select
        id={id}
        value={query.seenIn ?? ''}
        onChange={(event) => change({ ...query, seenIn: event.target.value || null })}
        className={cx(fieldClass(false), 'mt-1 text-ink')}
      >
        <option value="">Any app</option>
        {columns.map((column) => (
          <option key={column.id} value={column.id}>
            {column.header.replace(/^last seen in /i, '')}
          </option>
        ))}
      </select>
    </div>
  );
}
