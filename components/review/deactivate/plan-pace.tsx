import { useId, useState } from 'react';
import { paceLabel } from '#components/review/deactivate/pace-label.ts';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Select } from '#components/ui/select.tsx';
import type { RunOptions } from '#lib/domain/plan/run-options';

const concurrencies = [
  { value: '1', label: 'One after the other' },
  {
    value: '8',
    label: 'As fast as allowed',
    detail: 'Up to eight at once, fewer when Atlassian asks for it.',
  },
] as const;
const gaps = [
  { value: '0', label: 'No pause between users' },
  { value: '500', label: 'At least 0.5 s apart' },
  { value: '1000', label: 'At least 1 s apart' },
  { value: '5000', label: 'At least 5 s apart' },
  { value: '30000', label: 'At least 30 s apart' },
] as const;
const canaries = [
  { value: '1', label: 'The first user' },
  { value: '10', label: 'The first 10 users' },
  { value: '1%', label: 'The first 1 %' },
] as const;

/** The pace of the run: one sentence, and behind it the choices. They become part of the plan when they are used. */
export function PlanPace({
  options,
  users,
  onUse,
}: {
  options: RunOptions;
  users: number;
  onUse: (options: RunOptions) => void;
}) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(options);
  const waitId = useId();
  const changed = JSON.stringify(chosen) !== JSON.stringify(options);
  return (
    <div className="mt-1">
      <p className="text-ink-2">
        {paceLabel(options, users)}{' '}
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="min-h-6 rounded-sm text-accent hover:underline"
        >
          Change the pace
        </button>
      </p>
      {open && (
        <div className="mt-1.5 grid gap-2.5 rounded-lg border px-3 py-2.5">
          <div className="grid gap-2.5 sm:grid-cols-2">
            <Select
              label="Pace"
              value={String(chosen.concurrency)}
              onValueChange={(value) => setChosen({ ...chosen, concurrency: Number(value) })}
              options={concurrencies}
            />
            <Select
              label="Pause"
              value={String(chosen.gapMs)}
              onValueChange={(value) => setChosen({ ...chosen, gapMs: Number(value) })}
              options={gaps}
            />
            <Select
              label="Done alone and read back first"
              value={chosen.canary}
              onValueChange={(canary) => setChosen({ ...chosen, canary })}
              options={canaries}
            />
          </div>
          <div className="flex w-fit items-center gap-2">
            <Checkbox
              aria-labelledby={waitId}
              checked={chosen.waitAfterCanary}
              onCheckedChange={(waitAfterCanary) => setChosen({ ...chosen, waitAfterCanary })}
            />
            <span id={waitId}>Wait for me after them</span>
          </div>
          <Button size="sm" className="w-fit" disabled={!changed} onClick={() => onUse(chosen)}>
            Use this pace
          </Button>
        </div>
      )}
    </div>
  );
}
