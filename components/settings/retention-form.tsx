'use client';
import { type NumberField, NumbersForm } from '#components/settings/numbers-form.tsx';
import { shortened } from '#components/settings/shortened.ts';
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

/** The question before anything is deleted that cannot be recovered. */
function questionAbout(deleted: readonly string[]) {
  if (deleted.length === 0) return null;
  return {
    title: 'Delete what is older now?',
    body: (
      <>
        <p>Lockstep deletes this at once, and later what becomes as old:</p>
        <ul className="list-disc pl-5">
          {deleted.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <p>Nothing changes at Atlassian. This cannot be undone.</p>
      </>
    ),
    act: 'Save and delete',
  };
}

/** The data folder, and the days for which Lockstep keeps data. */
export function RetentionForm() {
  const setting = useSetting<typeof retentionViewSchema, Retention>('/api/retention', retentionViewSchema);
  const { answer, failure, retry, save } = setting;
  if (failure)
    return <FailureNotice failure={failure} actions={<Button onClick={retry}>Try again</Button>} />;
  if (!answer) return <RowsSkeleton rows={2} />;
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
        act="Save the times"
        saved="Saved. What is older is deleted, at the latest when no run is under way."
        columns={2}
        question={(after) => questionAbout(shortened(answer.retention, after))}
      />
    </div>
  );
}
