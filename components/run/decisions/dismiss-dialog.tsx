import { useState } from 'react';
import { useSWRConfig } from 'swr';
import { send } from '#components/shared/api.ts';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { formatQuantity } from '#components/shared/format.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { type RunSummary, runAnswerSchema } from '#lib/contract/runs';
import { whoAndWhyLengths, whoAndWhyOf } from '#lib/domain/plan/who-and-why';

/** Asks why nothing more is to be done about some users of a run. */
export function DismissDialog({
  run,
  positions,
  onDismissed,
  close,
}: {
  run: RunSummary;
  positions: readonly number[];
  onDismissed: () => void;
  close: () => void;
}) {
  const { mutate } = useSWRConfig();
  const [reason, setReason] = useState('');
  const { operator } = whoAndWhyOf(run.plan);
  const [name, setName] = useState(operator?.name ?? operator?.account?.name ?? '');
  const who = formatQuantity(positions.length, 'user', 'users');
  return (
    <FormDialog
      title={`Dismiss ${who}?`}
      description="Nothing changes at Atlassian. The run’s journal keeps your reason, your name and the time, and every report shows them. They are kept as long as the run. You can still retry them after another upload."
      act={`Dismiss ${who}`}
      ready={reason.trim() !== ''}
      perform={async () => {
        const dismissal = { positions, reason: reason.trim(), operatorName: name.trim() };
        await send('POST', `/api/runs/${encodeURIComponent(run.id)}/dismissals`, dismissal, runAnswerSchema);
        onDismissed();
        await mutate('/api/runs');
      }}
      close={close}
    >
      <TextField
        label="Reason"
        autoComplete="off"
        value={reason}
        maxLength={whoAndWhyLengths.reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <TextField
        label="Your name (optional)"
        autoComplete="name"
        value={name}
        maxLength={whoAndWhyLengths.operatorName}
        onChange={(event) => setName(event.target.value)}
      />
    </FormDialog>
  );
}
