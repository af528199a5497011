import type { ReactNode } from 'react';
import { cx } from '#components/ui/class-names.ts';

export type Tone = 'neutral' | 'accent' | 'amber' | 'red' | 'green' | 'violet';

const tones: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink-2',
  accent: 'bg-accent-soft text-accent',
  amber: 'bg-amber-soft text-amber',
  red: 'bg-red-soft text-red',
  green: 'bg-green-soft text-green',
  violet: 'bg-violet-soft text-violet',
};

/** A short word with a meaning, such as an outcome. The tone only repeats what the word says. */
export function Badge({
  tone = 'neutral',
  icon,
  className,
  children,
}: {
  tone?: Tone;
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        'inline-flex max-w-full items-center gap-1 rounded-md border border-transparent px-1.5 py-px text-xs font-medium',
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
