'use client';
import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from '#components/ui/class-names.ts';

/** A checkbox. Give it a name: an `aria-label`, or a `<label>` around it. A disabled one has a dashed edge. */
export function Checkbox({
  className,
  ...props
}: Omit<ComponentProps<typeof Base.Root>, 'className'> & { className?: string }) {
  return (
    <Base.Root
      {...props}
      className={cx(
        'relative inline-flex size-[15px] shrink-0 items-center justify-center rounded-sm border border-control bg-panel text-on-accent',
        // The target is 25 px, larger than the box: 6 px beyond what is within its edge.
        'before:absolute before:-inset-[6px]',
        'data-checked:border-accent data-checked:bg-accent data-indeterminate:border-accent data-indeterminate:bg-accent',
        'data-disabled:cursor-not-allowed data-disabled:border-dashed data-disabled:bg-transparent',
        'forced-colors:data-checked:bg-[Highlight] forced-colors:data-indeterminate:bg-[Highlight]',
        className,
      )}
    >
      <Base.Indicator
        className="flex data-unchecked:hidden"
        render={(attributes, state) => (
          <span {...attributes}>
            {state.indeterminate ? (
              <Minus aria-hidden size={11} strokeWidth={3.5} />
            ) : (
              <Check aria-hidden size={11} strokeWidth={3.5} />
            )}
          </span>
        )}
      />
    </Base.Root>
  );
}
