import { useId } from 'react';
import { cx } from '#components/ui/class-names.ts';

/** The two ways to carry out a plan: read everything and change nothing, or deactivate. */
export type Way = 'rehearse' | 'deactivate';

interface Props {
  way: Way;
  onChoose: (way: Way) => void;
  isDemo: boolean;
}

/** The choice between a dry run and the run itself. */
export function WayChoice({ way, onChoose, isDemo }: Props) {
  const ways = [
    {
      way: 'rehearse',
      label: `Rehearse on ${isDemo ? 'the demo' : 'your real'} organisation: reads only`,
      detail: 'Dry run. Each account is read, and Atlassian is asked whether it may be deactivated.',
    },
    { way: 'deactivate', label: 'Deactivate', detail: 'Each account is read, then deactivated.' },
  ] as const;
  const name = useId();
  return (
    <fieldset className="mt-1 grid gap-2 sm:grid-cols-2">
      <legend className="sr-only">What to do</legend>
      {ways.map((each) => (
        <label
          key={each.way}
          className={cx(
            'flex cursor-pointer gap-2 rounded-lg border px-3 py-2',
            way === each.way ? 'border-ink forced-colors:border-[Highlight]' : 'hover:bg-sunken',
          )}
        >
          <input
            type="radio"
            name={name}
            checked={way === each.way}
            onChange={() => onChoose(each.way)}
            className="mt-0.5 size-4 shrink-0 accent-(--ink)"
          />
          <span>
            <span className="block font-medium">{each.label}</span>
            <span className="block text-ink-2 text-xs">{each.detail}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
