'use client';
import { type FormEvent, useState } from 'react';
import { numberOf, textOf } from '#components/settings/number-text.ts';
import { useSetting } from '#components/settings/use-setting.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { sizeLimitAnswerSchema } from '#lib/contract/preflight';
import { type SizeLimit, sizeLimitSchema } from '#lib/domain/plan/alarms/size-limit';

/** How many users one plan may have without a typed reason. */
export function SizeLimitPanel() {
  const { answer, failure, retry, save } = useSetting<typeof sizeLimitAnswerSchema, SizeLimit>(
    '/api/size-limit',
    sizeLimitAnswerSchema,
  );
  const sizeLimit = answer?.sizeLimit;
  return (
    <Panel
      id="size-limit"
      title="Size limit"
      lead="A plan above it can be confirmed only with a typed reason, which stands in the plan and its report."
    >
      {sizeLimit ? (
        <SizeLimitForm sizeLimit={sizeLimit} save={save} />
      ) : failure ? (
        <FailureNotice failure={failure} actions={<Button onClick={retry}>Try again</Button>} />
      ) : (
        <RowsSkeleton label="Reading the size limit" rows={2} />
      )}
    </Panel>
  );
}

function SizeLimitForm({
  sizeLimit,
  save,
}: {
  sizeLimit: SizeLimit;
  save: (sizeLimit: SizeLimit) => Promise<void>;
}) {
  const [count, setCount] = useState(textOf(sizeLimit.maxCount));
  const [percent, setPercent] = useState(textOf(sizeLimit.maxPercent));
  const [from, setFrom] = useState(textOf(sizeLimit.percentFrom));
  const [saved, setSaved] = useState(false);
  const attempt = useAttempt();
  const wish = sizeLimitSchema.safeParse({
    maxCount: numberOf(count),
    maxPercent: numberOf(percent),
    percentFrom: numberOf(from),
  });
  const wrong = new Set(wish.success ? [] : wish.error.issues.map(({ path }) => path[0]));
  const change = (set: (value: string) => void) => (event: { target: { value: string } }) => {
    set(event.target.value);
    setSaved(false);
  };

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (wish.success) setSaved(await attempt.run(() => save(wish.data)));
  }

  return (
    <form onSubmit={submit} className="grid max-w-xl gap-3">
      <div className="grid gap-3 sm:grid-cols-3 sm:items-start">
        <TextField
          label="At most this many users"
          inputMode="numeric"
          value={count}
          onChange={change(setCount)}
          hint="Empty for no limit."
          error={wrong.has('maxCount') && 'A whole number from 1, or nothing.'}
        />
        <TextField
          label="At most this percent"
          inputMode="decimal"
          value={percent}
          onChange={change(setPercent)}
          hint="Of the active managed accounts. Where their number is not known, the reason is asked for. Empty for no limit."
          error={wrong.has('maxPercent') && 'A number from 1 to 100, or nothing.'}
        />
        <TextField
          label="Percent counts from"
          inputMode="numeric"
          value={from}
          onChange={change(setFrom)}
          hint="Users in the plan. The percentage says little about few of them."
          error={wrong.has('percentFrom') && 'A whole number from 1.'}
        />
      </div>
      {attempt.failure && <FailureNotice failure={attempt.failure} />}
      <div className="flex items-center gap-3">
        <Button type="submit" busy={attempt.busy} disabled={!wish.success}>
          Save the size limit
        </Button>
        <p role="status" className="text-ink-2 text-xs">
          {saved && 'Saved.'}
        </p>
      </div>
    </form>
  );
}
