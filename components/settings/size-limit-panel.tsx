'use client';
import { type NumberField, NumbersForm } from '#components/settings/numbers-form.tsx';
import { useSetting } from '#components/settings/use-setting.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';
import { sizeLimitAnswerSchema } from '#lib/contract/preflight';
import { type SizeLimit, sizeLimitSchema } from '#lib/domain/plan/alarms/size-limit';

const fields: NumberField<keyof SizeLimit>[] = [
  {
    key: 'maxCount',
    label: 'At most this many users',
    hint: 'Leave empty for no limit.',
    problem: 'Enter a whole number from 1, or leave it empty.',
  },
  {
    key: 'maxPercent',
    label: 'At most this percent',
    hint: 'Of the active managed accounts. If their number is not known, Lockstep asks for the reason. Leave empty for no limit.',
    problem: 'Enter a number from 1 to 100, or leave it empty.',
    inputMode: 'decimal',
  },
  {
    key: 'percentFrom',
    label: 'Percent counts from',
    hint: 'Users in the plan. For smaller plans the percentage says little.',
    problem: 'Enter a whole number from 1.',
  },
];

/** The number of users that one plan may have without a written reason. */
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
      lead="A larger plan can be confirmed only with a written reason. The plan and its report show the reason."
    >
      {sizeLimit ? (
        <NumbersForm
          fields={fields}
          values={sizeLimit}
          schema={sizeLimitSchema}
          save={save}
          act="Save the size limit"
          saved="Saved."
          columns={3}
          topic="size-limit"
        />
      ) : failure ? (
        <FailureNotice failure={failure} actions={<Button onClick={retry}>Try again</Button>} />
      ) : (
        <RowsSkeleton rows={2} />
      )}
    </Panel>
  );
}
