'use client';
import { Progress as Base } from '@base-ui/react/progress';

export interface ProgressProps {
  label: string;
  /** From 0 to 1, or `null` if it is not known. */
  value: number | null;
  text?: string;
}

/** The bar of a `Progress`. Its code is loaded when the first one is drawn. */
export function ProgressBar({ label, value, text }: ProgressProps) {
  return (
    <Base.Root
      aria-label={label}
      value={value === null ? null : value * 100}
      {...(text === undefined ? {} : { getAriaValueText: () => text })}
    >
      <Base.Track
        data-fill
        className="h-1.5 overflow-hidden rounded-full bg-line forced-colors:border forced-colors:border-[CanvasText]"
      >
        <Base.Indicator className="h-full rounded-full bg-ink transition-[width] duration-150 data-indeterminate:w-2/5! data-indeterminate:animate-[crossing_1.4s_ease-in-out_infinite]" />
      </Base.Track>
    </Base.Root>
  );
}
