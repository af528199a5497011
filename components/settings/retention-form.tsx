'use client';
import { type NumberField, NumbersForm } from '#components/settings/numbers-form.tsx';
import { useSetting } from '#components/settings/use-setting.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { retentionViewSchema } from '#lib/contract/retention';
import { type Retention, retentionSchema } from '#lib/domain/retention';

const problem = 'Enter a whole number of days from 1 to 3,650, or leave it empty.';

const fields: NumberField<keyof Retention>[] = [
  {
    key: 'rosterDays',
    label: 'Delete rosters after days',
    hint: 'Counted from the upload. Leave empty to keep them.',
    problem,
  },
  {
    key: 'runDays',
    label: 'Delete runs after days',
    hint: 'Counted from the end of the run. Its report and journal are deleted too. Leave empty to keep them.',
    problem,
  },
  {
    key: 'historyDays',
    label: 'Delete names and reasons of removed protections after days',
    hint: 'Counted from the removal. The history keeps the account IDs. Leave empty to keep them.',
    problem,
  },
  {
    key: 'directoryDays',
    label: 'Delete facts read from Atlassian after days',
    hint: 'Counted from the day on which Lockstep last read the fact.',
    problem: 'Enter a whole number of days from 1 to 30.',
  },
];

/** The data folder, and the days for which Lockstep keeps data. */
export function RetentionForm() {
  const setting = useSetting<typeof retentionViewSchema, Retention>('/api/retention', retentionViewSchema);
  const { answer, failure, retry, save } = setting;
  if (failure)
    return <FailureNotice failure={failure} actions={<Button onClick={retry}>Try again</Button>} />;
  if (!answer) return <RowsSkeleton label="Reading how long things are kept" rows={2} />;
  return (
    <div className="grid gap-3">
      <p className="text-ink-2">
        The folder is <span className="font-mono text-xs wrap-anywhere">{answer.folder}</span>. Only you can
        read it.
      </p>
      {answer.durability !== null && (
        <p className="text-ink-2">
          Lockstep relies only on what is on disk:{' '}
          <span className="font-mono text-xs wrap-anywhere">{answer.durability}</span>.
        </p>
      )}
      <NumbersForm
        fields={fields}
        values={answer.retention}
        schema={retentionSchema}
        save={save}
        act="Save"
        saved="Saved. Everything older was deleted."
        columns={2}
      />
    </div>
  );
}
