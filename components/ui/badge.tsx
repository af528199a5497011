import type { ReactNode } from 'react';
import { cx } from '#components/ui/class-names.ts';

export type Tone = 'neutral' | 'accent' | 'amber' | 'red' | 'green' | 'violet';

const tones: Record<Tone | 'outline', string> = {
  neutral: 'border-transparent bg-sunken text-ink-2',
  accent: 'border-transparent bg-accent-soft text-accent',
  amber: 'border-transparent bg-amber-soft text-amber',
  red: 'border-transparent bg-red-soft text-red',
  green: 'border-transparent bg-green-soft text-green',
  violet: 'border-transparent bg-violet-soft text-violet',
  outline: 'border-line text-ink-2',
};

/** A short word with a meaning, such as an outcome. The tone only repeats what the word says. */
export function Badge({
  tone = 'neutral',
  icon,
  className,
  children,
}: {
  tone?: Tone | 'outline';
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        'inline-flex max-w-full items-center gap-1 rounded-md border px-1.5 py-px text-xs font-medium',
        '[&_svg]:size-3 [&_svg]:shrink-0',
        tones[tone],
        className,
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
