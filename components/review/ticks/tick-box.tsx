import type { MouseEvent } from 'react';
import { cx } from '#components/ui/class-names.ts';
import { Check, Minus } from '#components/ui/icons/lucide.tsx';

interface Props {
  label: string;
  /** Tells two users of one name apart. */
  detail?: string | undefined;
  checked: boolean | 'some';
  /** The reason why it cannot be ticked; null if it can be. */
  blockedBy?: string | null;
  'data-place': string;
  tabIndex: number;
  onTick: (shift: boolean) => void;
}

/**
 * A checkbox of the grid. It is the browser's own, without the drawn box of `Checkbox`, since scrolling can draw thirty
 * of them at once. A blocked one can be focused, so that a screen reader says the reason.
 */
export function TickBox({ label, detail, checked, blockedBy = null, onTick, ...place }: Props) {
  const blocked = blockedBy !== null;
  return (
    <label className="group/tick relative grid h-full w-10 select-none cursor-default place-items-center">
      <input
        type="checkbox"
        aria-label={blocked ? `${label}: cannot be selected, ${blockedBy}` : label}
        aria-description={detail}
        aria-disabled={blocked || undefined}
        checked={checked === true}
        ref={(input) => {
          if (input) input.indeterminate = checked === 'some';
        }}
        {...place}
        onChange={() => undefined}
        onClick={(event: MouseEvent) => {
          if (blocked) event.preventDefault();
          else onTick(event.shiftKey);
        }}
        className={cx(
          'peer size-4 appearance-none rounded-[4px] border',
          blocked
            ? 'border-dashed border-ink-3/70'
            : 'border-ink-3 bg-panel checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent group-hover/tick:border-accent',
        )}
      />
      {checked === true && <Check className={mark} />}
      {checked === 'some' && <Minus className={mark} />}
    </label>
  );
}

const mark = 'pointer-events-none absolute size-3 stroke-3 text-on-accent forced-colors:text-[Highlight]';
