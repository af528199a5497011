'use client';
import { type FormEvent, useState } from 'react';
import { numberOf, textOf } from '#components/settings/number-text.ts';
import { type Setting, useSetting } from '#components/settings/use-setting.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { retentionViewSchema } from '#lib/contract/retention';
import { type Retention, retentionSchema } from '#lib/domain/retention';

/** Where everything is, and for how many days. */
export function RetentionForm() {
  const setting = useSetting<typeof retentionViewSchema, Retention>('/api/retention', retentionViewSchema);
  const { answer, failure, retry, save } = setting;
  if (failure)
    return <FailureNotice failure={failure} actions={<Button onClick={retry}>Try again</Button>} />;
  if (!answer) return <RowsSkeleton label="Reading how long things are kept" rows={2} />;
  return (
    <div className="grid gap-3">
      <p className="text-ink-2">
        The folder is <span className="font-mono text-xs wrap-anywhere">{answer.folder}</span>, readable by
        you alone.
      </p>
      {answer.durability !== null && (
        <p className="text-ink-2">
          What is written is on disk before it counts:{' '}
          <span className="font-mono text-xs wrap-anywhere">{answer.durability}</span>.
        </p>
      )}
      <Days retention={answer.retention} save={save} />
    </div>
  );
}

const problem = 'A whole number of days from 1 to 3,650, or nothing.';

function Days({ retention, save }: { retention: Retention; save: Setting<unknown, Retention>['save'] }) {
  const [rosters, setRosters] = useState(textOf(retention.rosterDays));
  const [runs, setRuns] = useState(textOf(retention.runDays));
  const [history, setHistory] = useState(textOf(retention.historyDays));
  const [saved, setSaved] = useState(false);
  const attempt = useAttempt();
  const wish = retentionSchema.safeParse({
    rosterDays: numberOf(rosters),
    runDays: numberOf(runs),
    historyDays: numberOf(history),
  });
  const wrong = new Set(wish.success ? [] : wish.error.issues.map(({ path }) => path[0]));
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (wish.success) setSaved(await attempt.run(() => save(wish.data)));
  }
  return (
    <form onSubmit={submit} className="grid max-w-xl gap-3">
      <div className="grid gap-3 sm:grid-cols-2 sm:items-start">
        <TextField
          label="Delete rosters after days"
          inputMode="numeric"
          value={rosters}
          onChange={(event) => {
            setRosters(event.target.value);
            setSaved(false);
          }}
          hint="Counted from the upload. Empty: never."
          error={wrong.has('rosterDays') && problem}
        />
        <TextField
          label="Delete runs after days"
          inputMode="numeric"
          value={runs}
          onChange={(event) => {
            setRuns(event.target.value);
            setSaved(false);
          }}
          hint="Counted from their end: report and journal go. Empty: never."
          error={wrong.has('runDays') && problem}
        />
        <TextField
          label="Delete names and reasons of protections taken back after days"
          inputMode="numeric"
          value={history}
          onChange={(event) => {
            setHistory(event.target.value);
            setSaved(false);
          }}
          hint="Counted from that day. The history keeps the account IDs. Empty: never."
          error={wrong.has('historyDays') && problem}
        />
      </div>
      {attempt.failure && <FailureNotice failure={attempt.failure} />}
      <div className="flex items-center gap-3">
        <Button type="submit" busy={attempt.busy} disabled={!wish.success}>
          Save the days
        </Button>
        <p role="status" className="text-ink-2 text-xs">
          {saved && 'Saved. What was over is deleted.'}
        </p>
      </div>
    </form>
  );
}
