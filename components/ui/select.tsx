'use client';
import { Select as Base } from '@base-ui/react/select';
import { useId } from 'react';
import { cx } from '#components/ui/class-names.ts';
import { Check, ChevronsUpDown } from '#components/ui/icons/lucide.tsx';
import { surface, surfaceItem } from '#components/ui/surface.ts';

interface SelectOption<V extends string> {
  value: V;
  label: string;
  /** A second, quieter line. */
  detail?: string;
}

/** Chooses one of a few values. `null` shows the placeholder. */
export function Select<V extends string>({
  label,
  labelHidden = false,
  value,
  onValueChange,
  options,
  placeholder = 'Choose…',
  disabled = false,
  className,
}: {
  label: string;
  labelHidden?: boolean;
  value: V | null;
  onValueChange: (value: V) => void;
  options: readonly SelectOption<V>[];
  placeholder?: string;
  disabled?: boolean;
  className?: string;
}) {
  const id = useId();
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <span id={id} className={labelHidden ? 'sr-only' : 'text-sm text-ink-2'}>
        {label}
      </span>
      <Base.Root
        items={options.map(({ value: each, label: text }) => ({ value: each, label: text }))}
        value={value}
        disabled={disabled}
        onValueChange={(next) => {
          if (next !== null) onValueChange(next);
        }}
      >
        <Base.Trigger
          aria-labelledby={id}
          className="flex min-h-8 w-full items-center justify-between gap-2 rounded-lg border border-control bg-panel px-2.5 py-1 text-left text-sm hover:bg-sunken data-disabled:opacity-50"
        >
          <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-ink-3" />
          <Base.Icon className="text-ink-3">
            <ChevronsUpDown size={14} />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={4} alignItemWithTrigger={false} collisionPadding={8}>
            <Base.Popup
              className={`${surface} max-h-(--available-height) min-w-(--anchor-width) max-w-[min(28rem,var(--available-width))] overflow-y-auto py-1`}
            >
              <Base.List>
                {options.map((option) => (
                  <Base.Item key={option.value} value={option.value} className={surfaceItem}>
                    <Base.ItemText className="min-w-0 flex-1">
                      {option.label}
                      {option.detail && <span className="block text-xs text-ink-3">{option.detail}</span>}
                    </Base.ItemText>
                    <Base.ItemIndicator>
                      <Check size={14} />
                    </Base.ItemIndicator>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </div>
  );
}
