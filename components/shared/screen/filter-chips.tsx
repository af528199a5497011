import type { ReactNode } from 'react';
import { cx } from '#components/ui/class-names.ts';

/** A choice of what a list shows, with the number of entries that it has. */
export interface FilterChip<Id extends string> {
  id: Id;
  /** With its number, such as `Refused 16`. */
  label: ReactNode;
  chosen: boolean;
  /** Shown only in a narrow window. */
  narrowOnly?: boolean;
}

/** Choices of what a list shows. In a narrow window they are in one line, which scrolls sideways. */
export function FilterChips<Id extends string>({
  label,
  chips,
  choose,
  className,
}: {
  label: string;
  chips: readonly FilterChip<Id>[];
  choose: (id: Id) => void;
  className?: string;
}) {
  return (
    <fieldset
      aria-label={label}
      className={cx(
        'flex min-w-0 gap-1 max-sm:gap-1.5 max-sm:overflow-x-auto max-sm:px-4 max-sm:py-1 sm:flex-wrap',
        className,
      )}
    >
      {chips.map((chip) => (
        <button
          key={chip.id}
          type="button"
          aria-pressed={chip.chosen}
          onClick={() => choose(chip.id)}
          // In a line that scrolls, the browser may leave the focused chip partly hidden.
          onFocus={({ currentTarget }) =>
            currentTarget.scrollIntoView({ block: 'nearest', inline: 'nearest' })
          }
          className={cx(
            'min-h-6 shrink-0 rounded-md border border-transparent px-2 text-xs font-medium max-sm:min-h-9 max-sm:px-2.5',
            chip.chosen
              ? 'bg-accent-soft text-accent forced-colors:border-[Highlight]'
              : 'bg-sunken text-ink-2 hover:text-ink',
            chip.narrowOnly && 'sm:hidden',
          )}
        >
          {chip.label}
        </button>
      ))}
    </fieldset>
  );
}
