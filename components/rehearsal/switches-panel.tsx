import { useId } from 'react';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { presets } from '#lib/domain/rehearsal/presets';
import { switchDetails, switchGroups } from '#lib/domain/rehearsal/switch-details';
import {
  presetSwitches,
  type SwitchChange,
  type Switches,
  type SwitchName,
  switchLabels,
  switchNames,
} from '#lib/domain/rehearsal/switches';

interface Props {
  switches: Switches;
  turn: (change: SwitchChange) => Promise<void>;
}

/** The faults of the demo organisation. They can be turned on in the middle of a run. */
export function SwitchesPanel({ switches, turn }: Props) {
  const attempt = useAttempt();
  const set = (change: SwitchChange) => void attempt.run(() => turn(change));
  return (
    <Panel
      title="What goes wrong"
      lead="Turn a fault on before a run or in the middle of one. A fault with a number turns itself off."
    >
      <fieldset className="mb-4 flex flex-wrap gap-2">
        <legend className="sr-only">Presets</legend>
        {presets.map(({ name, on }) => {
          const wanted = presetSwitches(on);
          const here = switchNames.every((each) => switches[each] === wanted[each]);
          return (
            <Button
              key={name}
              size="sm"
              aria-pressed={here}
              variant={here ? 'primary' : 'default'}
              onClick={() => set(wanted)}
            >
              {name}
            </Button>
          );
        })}
      </fieldset>
      {attempt.failure && <FailureNotice failure={attempt.failure} />}
      <div className="grid gap-4">
        {switchGroups.map(({ title, names }) => (
          <fieldset key={title}>
            <legend className="mb-1 text-xs font-medium text-ink-3">{title}</legend>
            {names.map((name) => (
              <Switch key={name} name={name} on={switches[name]} onTurn={(on) => set({ [name]: on })} />
            ))}
          </fieldset>
        ))}
      </div>
    </Panel>
  );
}

function Switch({ name, on, onTurn }: { name: SwitchName; on: boolean; onTurn: (on: boolean) => void }) {
  const id = useId();
  return (
    <div id={name} className="scroll-mt-4 border-t py-2 first-of-type:border-t-0 target:bg-accent-soft">
      <div className="flex gap-2.5">
        <Checkbox
          id={id}
          checked={on}
          onCheckedChange={onTurn}
          aria-describedby={`${id}-detail`}
          className="mt-0.5"
        />
        <label htmlFor={id} className="min-h-6 min-w-0 flex-1 font-medium">
          {switchLabels[name]}
        </label>
      </div>
      <p id={`${id}-detail`} className="pl-[25px] text-xs text-pretty text-ink-2">
        {switchDetails[name]}
      </p>
    </div>
  );
}
