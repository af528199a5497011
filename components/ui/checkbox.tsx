import type { ComponentProps } from 'react';
import { cx } from '#components/ui/class-names.ts';
import { Check, Minus } from '#components/ui/icons/lucide.tsx';

/**
 * A checkbox: the browser's own, under a drawn box. Give it a name: an `aria-label`, or a `<label>` around it. A
 * disabled one has a dashed edge.
 */
export function Checkbox({
  indeterminate = false,
  onCheckedChange,
  className,
  ...props
}: Omit<ComponentProps<'input'>, 'type' | 'ref' | 'onChange'> & {
  indeterminate?: boolean;
  onCheckedChange?: (checked: boolean) => void;
}) {
  return (
    <span
      className={cx(
        'group/box relative inline-flex size-[15px] shrink-0 items-center justify-center rounded-sm border text-on-accent',
        // The browser learns of `indeterminate` only by script: until then, its own state would draw an empty box.
        indeterminate ? 'border-accent bg-accent forced-colors:bg-[Highlight]' : 'border-control bg-panel',
        'has-checked:border-accent has-checked:bg-accent forced-colors:has-checked:bg-[Highlight]',
        'has-disabled:border-dashed has-disabled:bg-transparent has-disabled:text-ink-3',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
        className,
      )}
    >
      <input
        {...props}
        type="checkbox"
        ref={(input) => {
          if (input) input.indeterminate = indeterminate;
        }}
        onChange={(event) => onCheckedChange?.(event.target.checked)}
        // The target is 25 px, larger than the box: 6 px beyond what is within its edge.
        className="absolute -inset-[6px] size-[25px] appearance-none focus-visible:outline-none disabled:cursor-not-allowed"
      />
      {indeterminate ? (
        <Minus size={11} strokeWidth={3.5} className="pointer-events-none" />
      ) : (
        <Check
          size={11}
          strokeWidth={3.5}
          className="pointer-events-none hidden group-has-checked/box:block"
        />
      )}
    </span>
  );
}
